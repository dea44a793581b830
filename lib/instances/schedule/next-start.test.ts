import { describe, expect, it } from 'vitest'
import { nextStart } from '@/lib/instances/schedule/next-start'
import { UTC } from '@/lib/shared/enos-time'
import { NEW_YORK, SHANGHAI, SUNDAY, told } from '@/lib/testing/schedules'

describe('the next start of a Quartz cron', () => {
  it('is told in the zone of EnOS, with the instant', () => {
    const daily = told('0 0 6 * * ? *')
    expect(nextStart(daily, SHANGHAI, SUNDAY)).toEqual({
      text: '2026-11-23 06:00:00',
      at: Date.parse('2026-11-22T22:00:00Z'),
      zone: 'Asia/Shanghai',
    })
    expect(nextStart(daily, { kind: 'offset', minutes: 480 }, SUNDAY)).toEqual({
      text: '2026-11-23 06:00:00',
      at: Date.parse('2026-11-22T22:00:00Z'),
      zone: 'UTC+8',
    })
    expect(nextStart(daily, { kind: 'offset', minutes: -210 }, SUNDAY)).toEqual({
      text: '2026-11-23 06:00:00',
      at: Date.parse('2026-11-23T09:30:00Z'),
      zone: 'UTC−3:30',
    })
    expect(nextStart(daily, { kind: 'iana', name: 'Asia/Kolkata' }, SUNDAY)?.at).toBe(
      Date.parse('2026-11-23T00:30:00Z'),
    )
  })

  it('is after now, not at it', () => {
    expect(nextStart(told('0 0 12 * * ?'), UTC, SUNDAY)?.text).toBe('2026-11-23 12:00:00')
    expect(nextStart(told('0 0 12 * * ?'), UTC, SUNDAY - 1)?.text).toBe('2026-11-22 12:00:00')
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
    expect(nextStart(later, SHANGHAI, SUNDAY)?.text).toBe('2026-12-24 06:00:00')
    const midnight = told('0 0 0 * * ?', { validFrom: '2026-12-24 00:00:00' })
    expect(nextStart(midnight, SHANGHAI, SUNDAY)?.text).toBe('2026-12-24 00:00:00')
    expect(nextStart(told('0 0 6 * * ?', { validFrom: '2020-01-01' }), UTC, SUNDAY)?.text).toBe(
      '2026-11-23 06:00:00',
    )
    expect(nextStart(told('0 0 6 * * ?', { validFrom: 'soon' }), UTC, SUNDAY)?.text).toBe(
      '2026-11-23 06:00:00',
    )
  })

  it('is none while the schedule is paused, where there is none, and where nobody can tell', () => {
    const cron = '0 0 6 * * ?'
    expect(nextStart(told(cron, { isActive: false }), UTC, SUNDAY)).toBeNull()
    expect(nextStart(told(cron, { isPeriodic: false }), UTC, SUNDAY)).toBeNull()
    expect(nextStart(told(null), UTC, SUNDAY)).toBeNull()
    expect(nextStart(told(cron), null, SUNDAY)).toBeNull()
    expect(nextStart(told(cron, { isActive: null }), UTC, SUNDAY)?.text).toBe('2026-11-23 06:00:00')
  })
})
