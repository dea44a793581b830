import { describe, expect, it } from 'vitest'
import { readEnosTime, UTC, type Zone } from '@/lib/shared/enos-time'
import { ranFor, showEnosTime } from '@/lib/shared/enos-times'
import type { EnosTime } from '@/lib/shared/instances'

const now = Date.parse('2026-11-22T06:15:00Z')
const shanghai: Zone = { kind: 'offset', minutes: 480 }
const berlin: Zone = { kind: 'iana', name: 'Europe/Berlin' }
const inShanghai = { now, zone: 'Asia/Shanghai', locale: 'en' } as const

function enosTime(text: string, zone: Zone | null): EnosTime {
  return readEnosTime(text, zone) as EnosTime
}

describe('a time of EnOS', () => {
  it.each([
    ['2026-11-22 14:02:11', shanghai, '14:02:11'],
    ['2026-11-22 14:02:11.0', shanghai, '14:02:11'],
    ['2026-11-21 14:02:11', shanghai, '21 Nov 14:02'],
    ['2025-11-22 14:02:11', shanghai, '22 Nov 2025 14:02'],
    ['2026-11-22 14:02:11', null, '22 Nov 14:02'],
    ['2025-12-31 23:59:00', null, '31 Dec 2025 23:59'],
    ['2024-02-29 00:00:00', null, '29 Feb 2024 00:00'],
    ['soon', null, 'soon'],
    ['2026-02-31 10:00:00', shanghai, '2026-02-31 10:00:00'],
  ])('%s in %o → %s', (text, zone, short) => {
    expect(showEnosTime(enosTime(text, zone), inShanghai).short).toBe(short)
  })

  it.each([
    ['UTC', '06:02:11', '22 Nov 2026 06:02:11'],
    ['Asia/Kolkata', '11:32:11', '22 Nov 2026 11:32:11'],
    ['Asia/Kathmandu', '11:47:11', '22 Nov 2026 11:47:11'],
    ['America/New_York', '01:02:11', '22 Nov 2026 01:02:11'],
    ['America/St_Johns', '02:32:11', '22 Nov 2026 02:32:11'],
    ['Pacific/Chatham', '19:47:11', '22 Nov 2026 19:47:11'],
    [null, '14:02:11', '22 Nov 2026 14:02:11'],
  ])('stands on the clock of %s', (zone, short, exact) => {
    const shown = showEnosTime(enosTime('2026-11-22 14:02:11', shanghai), { now, zone, locale: 'en' })
    expect([shown.short, shown.exact]).toEqual([short, exact])
  })

  it('takes today from the clock it is shown on', () => {
    const view = { now: Date.parse('2026-11-22T20:00:00Z'), locale: 'en' } as const
    const evening = enosTime('2026-11-22 19:00:00', shanghai)
    expect(showEnosTime(evening, { ...view, zone: 'Asia/Shanghai' }).short).toBe('22 Nov 19:00')
    expect(showEnosTime(evening, { ...view, zone: null }).short).toBe('22 Nov 19:00')
    expect(showEnosTime(evening, { ...view, zone: 'UTC' }).short).toBe('11:00:00')
  })

  it('crosses the end of a year with its date', () => {
    const late = enosTime('2027-01-01 03:00:00', shanghai)
    const view = { now: Date.parse('2026-12-31T19:30:00Z'), locale: 'en' } as const
    expect(showEnosTime(late, { ...view, zone: 'America/New_York' }).short).toBe('14:00:00')
    expect(showEnosTime(late, { ...view, zone: 'UTC' }).short).toBe('19:00:00')
    expect(showEnosTime(late, { ...view, zone: null }).short).toBe('03:00:00')
    const before = enosTime('2026-12-31 23:00:00', shanghai)
    expect(showEnosTime(before, { ...view, zone: null }).short).toBe('31 Dec 2026 23:00')
  })

  it('is written as the language writes dates', () => {
    const time = enosTime('2025-11-22 14:02:11', shanghai)
    expect(showEnosTime(time, { ...inShanghai, locale: 'zh-CN' }).short).toBe('2025/11/22 14:02')
    const yesterday = enosTime('2026-11-21 14:02:11', shanghai)
    expect(showEnosTime(yesterday, { ...inShanghai, locale: 'zh-CN' }).short).toBe('11/21 14:02')
  })

  it.each(['America/New_York', 'UTC', null])(
    'stays as EnOS wrote it where it is undecided, for %s',
    (zone) => {
      const time = enosTime('2026-11-22 14:02:11', null)
      expect(showEnosTime(time, { now, zone, locale: 'en' }).exact).toBe('22 Nov 2026 14:02:11')
    },
  )

  it('gives the instant to machines only where it is decided', () => {
    const text = '2026-11-22 14:02:11'
    expect(showEnosTime(enosTime(text, shanghai), inShanghai).machine).toBe('2026-11-22T06:02:11.000Z')
    expect(showEnosTime(enosTime(text, null), inShanghai).machine).toBe('2026-11-22T14:02:11')
  })
})

describe('how long a run took', () => {
  const ran = (zone: Zone | null, from: string, to: string) =>
    ranFor(enosTime(from, zone), enosTime(to, zone))
  const MINUTE_MS = 60_000

  it.each([
    ['in a decided zone', shanghai, '2026-11-22 14:00:00', '2026-11-22 14:20:00', 20],
    ['where nobody knows the zone', null, '2026-11-22 14:00:00', '2026-11-22 14:20:00', 20],
    ['over the end of a year', null, '2026-12-31 23:50:00', '2027-01-01 00:10:00', 20],
    ['over a leap day', UTC, '2024-02-28 23:50:00', '2024-03-01 00:10:00', 24 * 60 + 20],
    ['while clocks went forward', berlin, '2026-03-29 01:50:00', '2026-03-29 03:10:00', 20],
    ['while clocks went back', berlin, '2026-10-25 01:50:00', '2026-10-25 03:10:00', 140],
  ])('%s', (_name, zone, from, to, minutes) => {
    expect(ran(zone, from, to)).toBe(minutes * MINUTE_MS)
  })

  it('is not claimed where an end of it is in an hour that came twice or never, or is no time', () => {
    expect(ran(berlin, '2026-10-25 02:30:00', '2026-10-25 04:00:00')).toBeNull()
    expect(ran(berlin, '2026-03-29 02:30:00', '2026-03-29 04:00:00')).toBeNull()
    expect(ran(null, 'soon', '2026-03-29 04:00:00')).toBeNull()
  })
})
