import { Cron } from 'croner'
import { describe, expect, it, vi } from 'vitest'
import { nextStart } from '@/lib/instances/schedule/next-start'
import { UTC } from '@/lib/shared/enos-time'
import { NEW_YORK, SHANGHAI, SUNDAY, told } from '@/lib/testing/schedules'

describe('the next start of a Quartz cron', () => {
  it('answers soon, whatever is asked', () => {
    const hostile = [
      '59 59 23 29W 2 ? *',
      '0 0 0 31W 2 ? *',
      '* * * 30 2 ? *',
      '0 0 0 ? 2 1#5 2099',
      '0-59,1,2,3,4,5,6,7,8,9 * * 30 2 ?',
    ]
    for (const cron of hostile) nextStart(told(cron), NEW_YORK, SUNDAY)
    const started = performance.now()
    for (const cron of hostile) nextStart(told(cron), NEW_YORK, SUNDAY)
    expect((performance.now() - started) / hostile.length).toBeLessThan(250)
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
    expect(nextStart(told(cron), SHANGHAI, SUNDAY)).toBeNull()
    const looks = look.mock.calls.length
    for (let n = 1; n < 100; n++) expect(nextStart(told(cron), SHANGHAI, SUNDAY + n * 60_000)).toBeNull()
    expect(look.mock.calls.length).toBe(looks)
    look.mockRestore()
  })

  it('of years that Quartz does not know is no schedule', () => {
    for (const year of ['2026-9999', '1969', '20260', '2100', '*/0', '2030-2026', 'x', '2026,', '-2026'])
      expect(nextStart(told(`0 0 0 1 1 ? ${year}`), UTC, SUNDAY)).toBeNull()
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
    expect(at(SUNDAY)).toBe('2026-11-23 07:00:00')
    expect(at(SUNDAY + 18 * 3_600_000)).toBe('2026-11-23 07:00:00')
    expect(at(SUNDAY + 19 * 3_600_000)).toBe('2026-11-24 07:00:00')
    expect(at(SUNDAY, SHANGHAI)).toBe('2026-11-23 07:00:00')
    expect(at(SUNDAY - 24 * 3_600_000)).toBe('2026-11-22 07:00:00')
    // A schedule that is not valid yet is another question.
    expect(nextStart(told(cron, { validFrom: '2027-01-01' }), UTC, SUNDAY)?.text).toBe('2027-01-01 07:00:00')
    expect(at(SUNDAY)).toBe('2026-11-23 07:00:00')
  })
})
