import { describe, expect, it } from 'vitest'
import { UTC } from '@/lib/shared/enos-time'
import { STATUS_CODES, type StatusName, statusFromCode } from '@/lib/shared/statuses'
import { flowOf, impact, instanceOf, NOW } from '@/lib/testing/impact-sources'

describe('what stopping an instance would hit', () => {
  it.each([
    [flowOf({ isLocked: true, isUserLocked: false }), { user: false, workflow: true }],
    [flowOf({ isLocked: false, isUserLocked: true }), { user: true, workflow: false }],
    [flowOf({ isLocked: null, isUserLocked: null }), { user: null, workflow: null }],
    [null, { user: null, workflow: null }],
  ])('passes on the locks %#', (flow, locks) => {
    expect(impact({ flow }).locks).toEqual(locks)
  })

  it.each([
    ['periodic by its workflow', flowOf({ type: 1 }), 'manual', true],
    ['manual by its workflow', flowOf({ type: 0 }), 'periodic', false],
    ['temporary by its workflow', flowOf({ type: 2 }), null, false],
    ['periodic by the list', flowOf({ type: null }), 'periodic', true],
    ['manual by the list', null, 'manual', false],
    ['periodic by the list alone', null, 'periodic', true],
    ['temporary by the list alone', null, 'temporary', false],
    ['told by nobody', null, null, false],
  ] as const)('knows whether it is %s', (_, flow, schedule, expected) => {
    const told = impact({ flow, schedule }).schedule
    expect(told.isPeriodic).toBe(expected)
    expect(told.nextStart !== null).toBe(expected)
  })

  it('tells the next start in the zone of triggers, by the cron of the workflow, else of the instance', () => {
    expect(impact().schedule.nextStart?.text).toBe('2026-11-22 15:00:00')
    expect(impact({ flow: flowOf({ freq: '0 30 * * * ? *' }) }).schedule).toEqual({
      isPeriodic: true,
      isActive: true,
      cron: '0 30 * * * ? *',
      nextStart: { text: '2026-11-22 14:30:00', at: NOW + 15 * 60_000, zone: 'UTC' },
    })
    expect(impact({ flow: null }).schedule).toMatchObject({ isActive: null, nextStart: { zone: 'UTC' } })
    expect(impact({ flow: flowOf({ isActive: false }) }).schedule.nextStart).toBeNull()
    expect(impact({ zones: { trigger: null, run: UTC } }).schedule.nextStart).toBeNull()
    expect(impact({ flow: flowOf({ startTime: '2027-01-01' }) }).schedule.nextStart?.text).toBe(
      '2027-01-01 00:00:00',
    )
    expect(
      impact({ flow: flowOf({ freq: null }), instance: instanceOf({ freq: null }) }).schedule.cron,
    ).toBeNull()
    expect(impact({ flow: flowOf({ freq: 'x'.repeat(9_999) }) }).schedule.cron?.length).toBeLessThanOrEqual(
      200,
    )
  })

  it('takes an instance that is not due yet for no start after itself', () => {
    const due = instanceOf({ triggerTime: '2026-11-22 15:00:00' })
    expect(impact({ instance: due }).schedule.nextStart?.text).toBe('2026-11-22 16:00:00')
    const past = instanceOf({ triggerTime: '2026-11-22 14:00:00' })
    expect(impact({ instance: past }).schedule.nextStart?.text).toBe('2026-11-22 15:00:00')
    const untold = instanceOf({ triggerTime: null })
    expect(impact({ instance: untold }).schedule.nextStart?.text).toBe('2026-11-22 15:00:00')
  })

  it.each([
    ['2026-11-22 14:05:00', null, 10 * 60_000],
    ['2026-11-22 14:05:00', '2026-11-22 14:06:00', null],
    ['2026-11-22 14:20:00', null, null],
    ['soon', null, null],
    [null, null, null],
  ])('has been running since %s, ended %s', (startTime, endTime, expected) => {
    expect(impact({ instance: instanceOf({ startTime, endTime }) }).runningMs).toBe(expected)
  })

  it('does not guess how long it has been running', () => {
    expect(impact({ zones: { trigger: UTC, run: null } }).runningMs).toBeNull()
  })

  it('passes on what is usual, and every status as it is', () => {
    const usual = { runs: 4, fromMs: 1, toMs: 2 }
    expect(impact({ usual }).usual).toEqual(usual)
    for (const [name, code] of Object.entries(STATUS_CODES) as [StatusName, number][]) {
      expect(impact({ instance: instanceOf({ status: statusFromCode(code) }) }).status).toEqual({
        code,
        name,
      })
    }
  })
})
