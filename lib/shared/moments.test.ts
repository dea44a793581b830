import { expect, it } from 'vitest'
import { showMoment, zoneOffset } from '@/lib/shared/moments'

const at = Date.parse('2026-11-22T16:15:22Z')

it.each([
  ['en', 'UTC', '22 Nov 2026', '16:15:22'],
  ['en', 'Asia/Shanghai', '23 Nov 2026', '00:15:22'],
  ['zh-CN', 'Asia/Shanghai', '2026/11/23', '00:15:22'],
  ['en', 'UTC−3:30', '22 Nov 2026', '12:45:22'],
  ['en', 'Asia/Kathmandu', '22 Nov 2026', '22:00:22'],
] as const)('%s in %s', (locale, zone, day, clock) => {
  expect(showMoment(at, { locale, zone })).toEqual({ day, clock, exact: `${day} ${clock} (${zone})` })
})

it.each([
  ['UTC', 'UTC'],
  ['Europe/Vienna', 'UTC+1'],
  ['Asia/Kolkata', 'UTC+5:30'],
  ['America/New_York', 'UTC−5'],
  ['Asia/Kathmandu', 'UTC+5:45'],
  ['America/St_Johns', 'UTC−3:30'],
  ['Pacific/Chatham', 'UTC+13:45'],
  ['UTC+8', 'UTC+8'],
])('%s is %s', (zone, expected) => {
  expect(zoneOffset(zone, at)).toBe(expected)
})
