import { describe, expect, it } from 'vitest'
import { pickLocale, pickZone, pickZoneChoice } from '@/lib/shared/locale'

describe('pickLocale', () => {
  it.each([
    [undefined, null, 'en'],
    [undefined, '', 'en'],
    [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'zh-Hans-SG', 'zh-CN'],
    [undefined, 'fr-FR,fr;q=0.9,zh;q=0.5,en;q=0.7', 'en'],
    [undefined, 'de', 'en'],
    [undefined, 'en;q=0, zh;q=0.1', 'zh-CN'],
    [undefined, 'en;q=nonsense, zh', 'zh-CN'],
    ['zh-CN', 'en', 'zh-CN'],
    ['fr', 'zh', 'zh-CN'],
  ])('%s, %s → %s', (chosen, header, expected) => {
    expect(pickLocale(chosen, header)).toBe(expected)
  })
})

describe('pickZone', () => {
  it.each([
    [undefined, 'UTC'],
    ['', 'UTC'],
    ['Asia/Shanghai', 'Asia/Shanghai'],
    ['Not/AZone', 'UTC'],
    ['x'.repeat(80), 'UTC'],
  ])('%s → %s', (asked, expected) => {
    expect(pickZone(asked)).toBe(expected)
  })
})

it.each([
  [undefined, 'mine'],
  ['', 'mine'],
  ['enos', 'enos'],
  ['utc', 'utc'],
  ['UTC', 'mine'],
])('times chosen as %s are shown as %s', (asked, expected) => {
  expect(pickZoneChoice(asked)).toBe(expected)
})
