import { beforeEach, expect, it, vi } from 'vitest'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { callTimeout } from '@/lib/gateway/configured'
import { knownBy } from '@/lib/instances/acts/known-by'
import { answerLostAt, nextActDeadline, runShownBy, unsentAt } from '@/lib/instances/send/left-behind'
import type { FlowActionView } from '@/lib/shared/flow-actions'

vi.mock('@/lib/gateway/configured', () => ({ callTimeout: vi.fn() }))

const act = (over: Partial<FlowActionView> = {}) =>
  ({
    kind: 'pause_schedule',
    state: 'done',
    requestedAt: 100_000,
    closedAt: 100_500,
    ...over,
  }) as FlowActionView
const open = { state: 'unconfirmed', closedAt: null } as const

beforeEach(() => {
  vi.mocked(callTimeout).mockReturnValue(10_000)
})

it('a schedule waits for what came of an open pause or resumption, a run for a run', () => {
  expect(knownBy([act(), act({ kind: 'run_again' })])).toEqual({ schedule: null, run: null })
  const run = act({ ...open, kind: 'run_again' })
  expect(knownBy([act(), run])).toEqual({ schedule: null, run: expect.any(Number) })
  for (const kind of ['pause_schedule', 'resume_schedule'] as const) {
    const change = act({ ...open, kind })
    expect(knownBy([act(), change])).toEqual({ schedule: expect.any(Number), run: null })
    expect(knownBy([run, change])).toEqual({ schedule: expect.any(Number), run: expect.any(Number) })
  }
})

// The POST leaves within six seconds, and the read that decides takes fifteen; of a run there are two.
it.each([100, 10_000, 15_000, 30_000, 120_000])(
  'until it is surely read, and hardly longer, where a call may take %d ms',
  (timeout) => {
    vi.mocked(callTimeout).mockReturnValue(timeout)
    const sent = { requestedAt: 100_000, sentAt: 106_000 }
    const { schedule, run } = knownBy([act(open), act({ ...open, kind: 'run_again' })])
    const decided = answerLostAt(sent) + 15_000
    expect(schedule).toBeGreaterThanOrEqual(decided)
    expect(schedule).toBeLessThan(decided + 10_000)
    expect(schedule).toBeGreaterThan(unsentAt(sent))
    const found = Math.max(runShownBy(sent), answerLostAt(sent)) + 30_000
    expect(run).toBeGreaterThanOrEqual(found)
    expect(run).toBeLessThan(found + 15_000)
  },
)

it('the follower looks as soon as a read can say that there is no run', () => {
  const sent = { state: 'unconfirmed', kind: 'run_again', requestedAt: 100_000, sentAt: 100_200 }
  expect(nextActDeadline(sent as FlowActionRecord)).toBe(100_200 + 10 * 60_000 + 1)
})
