import { expect, it } from 'vitest'
import { businessDateOf } from '@/lib/shared/business-date'

it.each([
  ['2026-11-22T08:00:00Z', 'UTC', '2026-11-21'],
  // The evening before in UTC is the next day already in the east.
  ['2026-11-21T16:00:00Z', 'UTC+8', '2026-11-21'],
  ['2026-11-21T15:59:59Z', 'UTC+8', '2026-11-20'],
  ['2026-11-22T02:00:00Z', 'UTC−3:30', '2026-11-20'],
  ['2027-01-01T00:00:00Z', 'Asia/Shanghai', '2026-12-31'],
  ['2026-03-01T12:00:00Z', 'Asia/Shanghai', '2026-02-28'],
  // A day of 23 hours is a day: the clocks of Berlin were changed at 01:00 UTC.
  ['2026-03-29T22:30:00Z', 'Europe/Berlin', '2026-03-29'],
  ['2026-03-29T21:30:00Z', 'Europe/Berlin', '2026-03-28'],
])('a run triggered at %s is of the day before in %s: %s', (at, zone, date) => {
  expect(businessDateOf(Date.parse(at), zone)).toBe(date)
})
