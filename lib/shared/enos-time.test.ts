import { describe, expect, it } from 'vitest'
import { instantIn, readEnosTime, UTC, type Zone, zoneName } from '@/lib/shared/enos-time'

const offset = (minutes: number): Zone => ({ kind: 'offset', minutes })
const iana = (name: string): Zone => ({ kind: 'iana', name })

function iso(text: string, zone: Zone): string | null {
  const at = instantIn(text, zone)
  return at === null ? null : new Date(at).toISOString()
}

describe('an instant', () => {
  it.each([
    ['2019-07-26 20:39:00', offset(480), '2019-07-26T12:39:00.000Z'],
    ['2026-12-01 12:00:00.5', UTC, '2026-12-01T12:00:00.500Z'],
    ['2026-12-01 12:00:00', offset(-210), '2026-12-01T15:30:00.000Z'],
    ['2026-07-01 12:00:00', iana('Europe/Berlin'), '2026-07-01T10:00:00.000Z'],
    ['2026-12-01 12:00:00', iana('Europe/Berlin'), '2026-12-01T11:00:00.000Z'],
    ['2026-12-01 12:00:00', iana('Asia/Kolkata'), '2026-12-01T06:30:00.000Z'],
    ['2026-12-01 12:00:00', iana('Asia/Kathmandu'), '2026-12-01T06:15:00.000Z'],
    ['2026-12-01 12:00:00', iana('America/St_Johns'), '2026-12-01T15:30:00.000Z'],
    ['2026-07-01 12:00:00', iana('Pacific/Chatham'), '2026-06-30T23:15:00.000Z'],
    ['2027-01-01 00:30:00', iana('Asia/Shanghai'), '2026-12-31T16:30:00.000Z'],
    ['2026-12-31 22:30:00', iana('America/New_York'), '2027-01-01T03:30:00.000Z'],
    ['2024-02-29 23:30:00', iana('America/New_York'), '2024-03-01T04:30:00.000Z'],
  ] as const)('%s in %o', (text, zone, expected) => {
    expect(iso(text, zone)).toBe(expected)
  })

  it.each([
    [
      'Europe/Berlin',
      '2026-03-29 01:59:59',
      '2026-03-29 02:00:00',
      '2026-03-29 02:59:59',
      '2026-03-29 03:00:00',
    ],
    [
      'America/New_York',
      '2026-03-08 01:59:59',
      '2026-03-08 02:00:00',
      '2026-03-08 02:59:59',
      '2026-03-08 03:00:00',
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-04 01:59:59',
      '2026-10-04 02:00:00',
      '2026-10-04 02:29:59',
      '2026-10-04 02:30:00',
    ],
  ])('in %s: none in what a clock change skipped', (name, before, from, to, after) => {
    const zone = iana(name)
    expect([iso(from, zone), iso(to, zone)]).toEqual([null, null])
    expect((instantIn(after, zone) ?? 0) - (instantIn(before, zone) ?? 0)).toBe(1000)
  })

  it.each([
    [
      'Europe/Berlin',
      '2026-10-25 01:59:59',
      '2026-10-25 02:00:00',
      '2026-10-25 02:59:59',
      '2026-10-25 03:00:00',
      60,
    ],
    [
      'America/St_Johns',
      '2026-11-01 00:59:59',
      '2026-11-01 01:00:00',
      '2026-11-01 01:59:59',
      '2026-11-01 02:00:00',
      60,
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05 01:29:59',
      '2026-04-05 01:30:00',
      '2026-04-05 01:59:59',
      '2026-04-05 02:00:00',
      30,
    ],
  ])('in %s: none is claimed for what came twice', (name, before, from, to, after, minutes) => {
    const zone = iana(name)
    expect([iso(from, zone), iso(to, zone)]).toEqual([null, null])
    const between = (instantIn(after, zone) ?? 0) - (instantIn(before, zone) ?? 0)
    expect(between).toBe(1000 + 2 * minutes * 60_000)
  })

  it('is none where the text is no time', () => {
    for (const text of ['', '2026-13-01 00:00:00', 'Tue Feb 02 17:35:00 CST 2021'])
      expect([instantIn(text, UTC), instantIn(text, iana('Europe/Berlin'))]).toEqual([null, null])
  })

  it('keeps the text and names its zone', () => {
    expect(readEnosTime('2026-11-22 14:00:00', offset(480))).toEqual({
      text: '2026-11-22 14:00:00',
      at: Date.UTC(2026, 10, 22, 6),
      zone: 'UTC+8',
    })
    expect(readEnosTime('2026-11-22 14:00:00', null)).toEqual({
      text: '2026-11-22 14:00:00',
      at: null,
      zone: null,
    })
    expect(readEnosTime('2026-10-25 02:30:00', iana('Europe/Berlin'))).toEqual({
      text: '2026-10-25 02:30:00',
      at: null,
      zone: 'Europe/Berlin',
    })
    expect(readEnosTime(null, offset(480))).toBeNull()
    expect(zoneName(offset(-570))).toBe('UTC−9:30')
  })
})
