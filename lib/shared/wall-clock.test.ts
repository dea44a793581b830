import { describe, expect, it } from 'vitest'
import { digitsAsUtc, offsetAt, offsetName, wallClock } from '@/lib/shared/wall-clock'

describe('the digits of a text', () => {
  it.each([
    ['2026-11-22 14:02:11', '2026-11-22T14:02:11.000Z'],
    ['2026-11-22T14:02:11', '2026-11-22T14:02:11.000Z'],
    ['2026-11-22 14:02:11.5', '2026-11-22T14:02:11.500Z'],
    ['2026-11-22 14:02:11.123456', '2026-11-22T14:02:11.123Z'],
    ['2026-11-22 14:02:11.123456789', '2026-11-22T14:02:11.123Z'],
    ['2024-02-29 00:00:00', '2024-02-29T00:00:00.000Z'],
    ['2026-12-31 23:59:59', '2026-12-31T23:59:59.000Z'],
    ['0099-01-01 00:00:00', '0099-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(new Date(digitsAsUtc(text) ?? Number.NaN).toISOString()).toBe(expected)
  })

  it.each([
    '',
    '2026-13-01 00:00:00',
    '2026-02-29 00:00:00',
    '2026-02-30 00:00:00',
    '2026-11-22 24:00:00',
    '2026-11-22 12:60:00',
    '2026-11-22 12:00:60',
    '2026-11-22',
    '2026-11-22 14:02:11.1234567890',
    `2026-11-22 14:02:11.${'0'.repeat(500)}`,
    ' 2026-11-22 12:00:00',
    'Tue Feb 02 17:35:00 CST 2021',
    '1795708800000',
  ])('“%s” is no time', (text) => {
    expect(digitsAsUtc(text)).toBeNull()
  })
})

describe('a zone', () => {
  const at = (iso: string) => Date.parse(iso)

  it.each([
    ['UTC', '2026-07-01T00:00:00Z', 0],
    ['UTC+8', '2026-07-01T00:00:00Z', 480],
    ['UTC−3:30', '2026-07-01T00:00:00Z', -210],
    ['Asia/Kolkata', '2026-07-01T00:00:00Z', 330],
    ['Asia/Kathmandu', '2026-07-01T00:00:00Z', 345],
    ['America/St_Johns', '2026-01-01T00:00:00Z', -210],
    ['America/St_Johns', '2026-07-01T00:00:00Z', -150],
    ['Pacific/Chatham', '2026-01-01T00:00:00Z', 825],
    ['Pacific/Chatham', '2026-07-01T00:00:00Z', 765],
    ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', 630],
    ['Europe/Berlin', '2026-03-29T00:59:59.999Z', 60],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 120],
    ['Europe/Berlin', '2026-10-25T00:59:59.999Z', 120],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 60],
  ])('%s at %s is %d minutes from UTC', (zone, iso, minutes) => {
    expect(offsetAt(zone, at(iso))).toBe(minutes)
  })

  it.each([
    [0, 'UTC'],
    [480, 'UTC+8'],
    [345, 'UTC+5:45'],
    [-210, 'UTC−3:30'],
    [-30, 'UTC−0:30'],
    [840, 'UTC+14'],
  ])('of %d minutes has a name that reads back', (minutes, name) => {
    expect(offsetName(minutes)).toBe(name)
    expect(offsetAt(name, 0)).toBe(minutes)
  })

  it('shows its own day and year', () => {
    const newYear = at('2026-12-31T20:00:00Z')
    expect(new Date(wallClock('Pacific/Kiritimati', newYear)).toISOString()).toBe('2027-01-01T10:00:00.000Z')
    expect(new Date(wallClock('UTC−3:30', newYear)).toISOString()).toBe('2026-12-31T16:30:00.000Z')
    expect(new Date(wallClock('America/New_York', at('2024-03-01T04:00:00Z'))).toISOString()).toBe(
      '2024-02-29T23:00:00.000Z',
    )
  })
})
