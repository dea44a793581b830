import { Cron } from 'croner'
import { describe, expect, it, vi } from 'vitest'
import { nextStart, type ScheduleTold } from '@/lib/instances/schedule/next-start'
import { UTC, type Zone } from '@/lib/shared/enos-time'

/** A Sunday. */
const NOW = Date.parse('2026-11-22T12:00:00Z')
const SHANGHAI: Zone = { kind: 'iana', name: 'Asia/Shanghai' }
const NEW_YORK: Zone = { kind: 'iana', name: 'America/New_York' }

function told(cron: string | null, more: Partial<ScheduleTold> = {}): ScheduleTold {
  return { isPeriodic: true, isActive: true, cron, validFrom: null, ...more }
}

/** The next starts in a row, as EnOS would write them. */
function starts(cron: string, howMany: number, from = NOW): string[] {
  const found: string[] = []
  let now = from
  for (let n = 0; n < howMany; n++) {
    const next = nextStart(told(cron), UTC, now)
    if (next?.at == null) break
    found.push(next.text)
    now = next.at
  }
  return found
}

function days(cron: string, howMany: number, from?: number): string[] {
  return starts(cron, howMany, from).map((text) => text.slice(0, 10))
}

describe('the next start of a Quartz cron', () => {
  it.each([
    // The samples of EnOS.
    ['0 0 0 * * ? *', ['2026-11-23', '2026-11-24']],
    ['0 0 0 ? * * *', ['2026-11-23', '2026-11-24']],
    ['0 0 0 * * *', ['2026-11-23', '2026-11-24']],
    ['0 30 6 1/1 * ? *', ['2026-11-23', '2026-11-24', '2026-11-25']],
    // Days of the week: 1 is Sunday, 7 is Saturday.
    ['0 0 13 ? * 1', ['2026-11-22', '2026-11-29']],
    ['0 0 13 ? * SUN', ['2026-11-22', '2026-11-29']],
    ['0 0 13 ? * 2', ['2026-11-23', '2026-11-30']],
    ['0 0 13 ? * mon', ['2026-11-23', '2026-11-30']],
    ['0 0 13 ? * 7', ['2026-11-28', '2026-12-05']],
    ['0 0 13 ? * L', ['2026-11-28', '2026-12-05']],
    ['0 0 13 ? * 2,4,6', ['2026-11-23', '2026-11-25', '2026-11-27', '2026-11-30']],
    [
      '0 0 13 ? * MON-FRI',
      ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'],
    ],
    ['0 0 13 ? * 1-5', ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-29']],
    [
      '0 0 13 ? * FRI-MON',
      ['2026-11-22', '2026-11-23', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'],
    ],
    ['0 0 13 ? * 5/2', ['2026-11-26', '2026-11-28', '2026-12-03']],
    // The n-th of a month, and its last.
    ['0 0 13 ? * 2#1', ['2026-12-07', '2027-01-04', '2027-02-01']],
    ['0 0 13 ? * 7#5', ['2027-01-30', '2027-05-29']],
    ['0 0 13 ? * 6L', ['2026-11-27', '2026-12-25', '2027-01-29']],
    // Days of the month.
    ['0 0 13 L * ?', ['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28']],
    ['0 0 13 LW * ?', ['2026-11-30', '2026-12-31', '2027-01-29', '2027-02-26']],
    ['0 0 13 15W * ?', ['2026-12-15', '2027-01-15', '2027-02-15', '2027-03-15', '2027-04-15', '2027-05-14']],
    ['0 0 13 1W 8 ? *', ['2027-08-02', '2028-08-01']],
    ['0 0 13 1,15 * ?', ['2026-12-01', '2026-12-15', '2027-01-01']],
    ['0 0 0 29 2 ?', ['2028-02-29', '2032-02-29']],
    ['0 0 0 1 JAN,FEB ?', ['2027-01-01', '2027-02-01', '2028-01-01']],
    ['0 0 0 1 NOV-FEB ?', ['2026-12-01', '2027-01-01', '2027-02-01', '2027-11-01']],
    ['0 0 0 1 1/3 ?', ['2027-01-01', '2027-04-01', '2027-07-01', '2027-10-01']],
    // Years.
    ['0 0 0 1 1 ? 2030', ['2030-01-01']],
    ['0 0 0 1 1 ? 2025-2028', ['2027-01-01', '2028-01-01']],
    ['0 0 0 1 1 ? 2027/2', ['2027-01-01', '2029-01-01']],
    ['0 0 0 1 1 ? 2028,2031', ['2028-01-01', '2031-01-01']],
  ] as const)('%s', (cron, expected) => {
    expect(days(cron, expected.length)).toEqual(expected)
  })

  it.each([
    ['0 0/5 * * * ?', ['12:05:00', '12:10:00', '12:15:00']],
    ['0 1/1 * * * ? *', ['12:01:00', '12:02:00']],
    ['*/15 * * * * ?', ['12:00:15', '12:00:30', '12:00:45', '12:01:00']],
    ['0 30 10-13 * * ?', ['12:30:00', '13:30:00', '10:30:00']],
    ['0 0 22-2 * * ?', ['22:00:00', '23:00:00', '00:00:00', '01:00:00', '02:00:00', '22:00:00']],
    ['0 0 22-2/2 * * ?', ['22:00:00', '00:00:00', '02:00:00', '22:00:00']],
    ['0 0/30 8-9 * * ?', ['08:00:00', '08:30:00', '09:00:00', '09:30:00', '08:00:00']],
    ['  0  0 13 * * ?  *  ', ['13:00:00']],
  ] as const)('%s within a day', (cron, expected) => {
    expect(starts(cron, expected.length).map((text) => text.slice(11))).toEqual(expected)
  })

  it.each([
    ['', 'nothing'],
    ['0 0 * * *', 'five fields'],
    ['0 0 0 * * ? * *', 'eight fields'],
    ['@daily', 'a nickname'],
    ['2026-12-01T00:00:00', 'a date'],
    ['0 0 0 1 * MON', 'both kinds of days, which Quartz refuses'],
    ['0 0 0 ? * 0', 'a day 0'],
    ['0 0 0 ? * 8', 'a day 8'],
    ['0 0 0 ? * 2-9', 'a range to day 9'],
    ['0 0 0 ? * 2#6', 'a sixth Monday'],
    ['0 0 0 32 * ?', 'a day 32'],
    ['0 0 25 * * ?', 'an hour 25'],
    ['? 0 0 * * ?', 'a ? among the seconds'],
    ['0 0 0 1,? * ?', 'a ? in a list'],
    ['0 0 0 ? * +MON', 'a sign of another dialect'],
    ['0 0 0 * * ? 2020', 'a year that is over'],
    ['0 0 0 30 2 ?', 'a day that never comes'],
    ['0 0 0 30 2 ? 2027-2099', 'a day that never comes, by years'],
    ['0/0 * * * * ?', 'a step of nothing'],
    ['0 0 0 <script> * ?', 'markup'],
    ['0 0 0 \u0000 * ?', 'a NUL'],
    [`0 0 0 ${'1,'.repeat(50_000)}1 * ?`, 'an endless list'],
    ['*'.repeat(1_000_000), 'a million stars'],
    [' '.repeat(1_000_000), 'a million blanks'],
  ])('%.30s: none (%s)', (cron) => {
    expect(nextStart(told(cron), UTC, NOW)).toBeNull()
  })

  it('answers soon, whatever is asked', () => {
    const hostile = [
      '59 59 23 29W 2 ? *',
      '0 0 0 31W 2 ? *',
      '* * * 30 2 ? *',
      '0 0 0 ? 2 1#5 2099',
      '0-59,1,2,3,4,5,6,7,8,9 * * 30 2 ?',
    ]
    for (const cron of hostile) nextStart(told(cron), NEW_YORK, NOW)
    const started = performance.now()
    for (const cron of hostile) nextStart(told(cron), NEW_YORK, NOW)
    expect((performance.now() - started) / hostile.length).toBeLessThan(250)
  })

  it('is told in the zone of EnOS, with the instant', () => {
    const daily = told('0 0 6 * * ? *')
    expect(nextStart(daily, SHANGHAI, NOW)).toEqual({
      text: '2026-11-23 06:00:00',
      at: Date.parse('2026-11-22T22:00:00Z'),
      zone: 'Asia/Shanghai',
    })
    expect(nextStart(daily, { kind: 'offset', minutes: 480 }, NOW)).toEqual({
      text: '2026-11-23 06:00:00',
      at: Date.parse('2026-11-22T22:00:00Z'),
      zone: 'UTC+8',
    })
    expect(nextStart(daily, { kind: 'offset', minutes: -210 }, NOW)).toEqual({
      text: '2026-11-23 06:00:00',
      at: Date.parse('2026-11-23T09:30:00Z'),
      zone: 'UTC−3:30',
    })
    expect(nextStart(daily, { kind: 'iana', name: 'Asia/Kolkata' }, NOW)?.at).toBe(
      Date.parse('2026-11-23T00:30:00Z'),
    )
  })

  it('is after now, not at it', () => {
    expect(nextStart(told('0 0 12 * * ?'), UTC, NOW)?.text).toBe('2026-11-23 12:00:00')
    expect(nextStart(told('0 0 12 * * ?'), UTC, NOW - 1)?.text).toBe('2026-11-22 12:00:00')
  })

  it('leaves out what clocks skip, as Quartz does, and does not choose where they show it twice', () => {
    const spring = Date.parse('2027-03-13T12:00:00Z')
    expect(nextStart(told('0 30 2 * * ?'), NEW_YORK, spring)?.text).toBe('2027-03-15 02:30:00')
    expect(nextStart(told('0 0 3 * * ?'), NEW_YORK, spring)).toEqual({
      text: '2027-03-14 03:00:00',
      at: Date.parse('2027-03-14T07:00:00Z'),
      zone: 'America/New_York',
    })
    const autumn = Date.parse('2027-11-06T12:00:00Z')
    expect(nextStart(told('0 30 1 * * ?'), NEW_YORK, autumn)).toEqual({
      text: '2027-11-07 01:30:00',
      at: null,
      zone: 'America/New_York',
    })
    expect(nextStart(told('0 30 2 * * ?'), NEW_YORK, autumn)?.at).toBe(Date.parse('2027-11-07T07:30:00Z'))
  })

  it('waits for the date from which the schedule holds', () => {
    const later = told('0 0 6 * * ?', { validFrom: '2026-12-24' })
    expect(nextStart(later, SHANGHAI, NOW)?.text).toBe('2026-12-24 06:00:00')
    const midnight = told('0 0 0 * * ?', { validFrom: '2026-12-24 00:00:00' })
    expect(nextStart(midnight, SHANGHAI, NOW)?.text).toBe('2026-12-24 00:00:00')
    expect(nextStart(told('0 0 6 * * ?', { validFrom: '2020-01-01' }), UTC, NOW)?.text).toBe(
      '2026-11-23 06:00:00',
    )
    expect(nextStart(told('0 0 6 * * ?', { validFrom: 'soon' }), UTC, NOW)?.text).toBe('2026-11-23 06:00:00')
  })

  it('is none while the schedule is paused, where there is none, and where nobody can tell', () => {
    const cron = '0 0 6 * * ?'
    expect(nextStart(told(cron, { isActive: false }), UTC, NOW)).toBeNull()
    expect(nextStart(told(cron, { isPeriodic: false }), UTC, NOW)).toBeNull()
    expect(nextStart(told(null), UTC, NOW)).toBeNull()
    expect(nextStart(told(cron), null, NOW)).toBeNull()
    expect(nextStart(told(cron, { isActive: null }), UTC, NOW)?.text).toBe('2026-11-23 06:00:00')
  })
})

describe('a cron that is hard to follow', () => {
  const never = [
    '0 0 0 31 2 ? *',
    '0 0 0 30 2 ? 2026-2099',
    '0 0 0 31W 2 ? */1',
    '* * * 31 2,4,6,9,11 ? 1970/1',
    '0 0 0 ? 2 2#5 2033',
    '* * * * * ? 2020',
  ]

  it.each(never)('is looked through once, and not while EnOS says the same: %s', (cron) => {
    const look = vi.spyOn(Cron.prototype, 'nextRun')
    expect(nextStart(told(cron), SHANGHAI, NOW)).toBeNull()
    const looks = look.mock.calls.length
    for (let n = 1; n < 100; n++) expect(nextStart(told(cron), SHANGHAI, NOW + n * 60_000)).toBeNull()
    expect(look.mock.calls.length).toBe(looks)
    look.mockRestore()
  })

  it('of years that Quartz does not know is no schedule', () => {
    for (const year of ['2026-9999', '1969', '20260', '2100', '*/0', '2030-2026', 'x', '2026,', '-2026'])
      expect(nextStart(told(`0 0 0 1 1 ? ${year}`), UTC, NOW)).toBeNull()
  })

  it('that starts each second is found where clocks are set forward, in few looks', () => {
    const look = vi.spyOn(Cron.prototype, 'nextRun')
    const springForward = Date.parse('2026-03-08T06:59:59Z')
    expect(nextStart(told('* * * * * ?'), NEW_YORK, springForward)).toMatchObject({
      text: '2026-03-08 03:00:00',
    })
    expect(look.mock.calls.length).toBeLessThan(100)
    look.mockRestore()
  })

  it('is known until its next start has come, and for its own zone only', () => {
    const cron = '0 0 7 * * ? *'
    const at = (now: number, zone = UTC) => nextStart(told(cron), zone, now)?.text
    expect(at(NOW)).toBe('2026-11-23 07:00:00')
    expect(at(NOW + 18 * 3_600_000)).toBe('2026-11-23 07:00:00')
    expect(at(NOW + 19 * 3_600_000)).toBe('2026-11-24 07:00:00')
    expect(at(NOW, SHANGHAI)).toBe('2026-11-23 07:00:00')
    expect(at(NOW - 24 * 3_600_000)).toBe('2026-11-22 07:00:00')
    // A schedule that is not valid yet is another question.
    expect(nextStart(told(cron, { validFrom: '2027-01-01' }), UTC, NOW)?.text).toBe('2027-01-01 07:00:00')
    expect(at(NOW)).toBe('2026-11-23 07:00:00')
  })
})
