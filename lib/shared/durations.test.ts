import { describe, expect, it } from 'vitest'
import { formatElapsed, splitDuration } from '@/lib/shared/durations'

describe('splitDuration', () => {
  it.each([
    [-5_000, { kind: 'seconds', seconds: 0 }],
    [0, { kind: 'seconds', seconds: 0 }],
    [12_900, { kind: 'seconds', seconds: 12 }],
    [59_999, { kind: 'seconds', seconds: 59 }],
    [60_000, { kind: 'minutes', minutes: 1, seconds: '00' }],
    [248_000, { kind: 'minutes', minutes: 4, seconds: '08' }],
    [3_599_999, { kind: 'minutes', minutes: 59, seconds: '59' }],
    [3_600_000, { kind: 'hours', hours: 1, minutes: '00' }],
    [8_040_000, { kind: 'hours', hours: 2, minutes: '14' }],
    [86_400_000, { kind: 'days', days: 1, hours: 0 }],
    [270_000_000, { kind: 'days', days: 3, hours: 3 }],
  ])('%d ms', (ms, expected) => {
    expect(splitDuration(ms)).toEqual(expected)
  })
})

describe('formatElapsed', () => {
  it.each([
    [-1, '0:00'],
    [14_000, '0:14'],
    [725_999, '12:05'],
    [3_723_000, '1:02:03'],
  ])('%d ms → %s', (ms, expected) => {
    expect(formatElapsed(ms)).toBe(expected)
  })
})
