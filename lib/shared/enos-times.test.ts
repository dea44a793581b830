import { describe, expect, it } from 'vitest'
import { showEnosTime } from '@/lib/shared/enos-times'

const HOUR_MS = 3_600_000
const now = Date.parse('2026-11-22T06:15:00Z')
const shanghai = { now, zone: 'Asia/Shanghai' }

/** A time string of a place that is `hours` ahead of UTC; null where nobody knows where it is. */
function enosTime(text: string, hours: number | null) {
  const digits = `${text.slice(0, 19).replace(' ', 'T')}Z`
  const at = hours === null ? null : Date.parse(digits) - hours * HOUR_MS
  return { text, at, zone: hours === null ? null : `UTC+${hours}` }
}

describe('showEnosTime', () => {
  it.each([
    ['2026-11-22 14:02:11', 8, '14:02:11'],
    ['2026-11-22 14:02:11.0', 8, '14:02:11'],
    ['2026-11-21 14:02:11', 8, '11-21 14:02'],
    ['2025-11-22 14:02:11', 8, '2025-11-22 14:02'],
    ['2026-11-22 14:02:11', null, '11-22 14:02'],
    ['2025-12-31 23:59:00', null, '2025-12-31 23:59'],
    ['soon', null, 'soon'],
  ])('%s, UTC+%s → %s', (text, hours, short) => {
    expect(showEnosTime(enosTime(text, hours), shanghai).short).toBe(short)
  })

  it('shows a decided time on the clock of the person', () => {
    const time = enosTime('2026-11-22 14:02:11', 8)
    expect(showEnosTime(time, { now, zone: 'UTC' }).short).toBe('06:02:11')
    expect(showEnosTime(time, { now, zone: 'Asia/Kolkata' }).exact).toBe('2026-11-22 11:32:11')
    expect(showEnosTime(time, { now, zone: 'America/New_York' }).short).toBe('01:02:11')
  })

  it('takes today from where the person is', () => {
    const lateInUtc = Date.parse('2026-11-22T20:00:00Z')
    const evening = enosTime('2026-11-22 19:00:00', 8)
    expect(showEnosTime(evening, { now: lateInUtc, zone: 'Asia/Shanghai' }).short).toBe('11-22 19:00')
    expect(showEnosTime(evening, { now: lateInUtc, zone: 'UTC' }).short).toBe('11:00:00')
  })

  it('leaves an undecided time as EnOS wrote it', () => {
    const time = enosTime('2026-11-22 14:02:11', null)
    expect(showEnosTime(time, { now, zone: 'America/New_York' }).exact).toBe('2026-11-22 14:02:11')
  })

  it('gives the instant to machines only where it is decided', () => {
    const text = '2026-11-22 14:02:11'
    expect(showEnosTime(enosTime(text, 8), shanghai).machine).toBe('2026-11-22T06:02:11.000Z')
    expect(showEnosTime(enosTime(text, null), shanghai).machine).toBe('2026-11-22T14:02:11')
  })
})
