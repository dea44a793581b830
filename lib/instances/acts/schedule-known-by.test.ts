import { beforeEach, expect, it, vi } from 'vitest'
import { callTimeout } from '@/lib/gateway/configured'
import { scheduleKnownBy } from '@/lib/instances/acts/schedule-known-by'
import { answerLostAt, unsentAt } from '@/lib/instances/send/left-behind'
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

it('a schedule waits for what came of an open pause or resumption, and for nothing else', () => {
  expect(scheduleKnownBy([act()])).toBeNull()
  expect(scheduleKnownBy([act({ ...open, kind: 'run_again' })])).toBeNull()
  for (const kind of ['pause_schedule', 'resume_schedule'] as const)
    expect(scheduleKnownBy([act(), act({ ...open, kind })])).toBeGreaterThan(100_000)
})

// The POST leaves within six seconds, and the read that decides takes fifteen.
it.each([100, 10_000, 15_000, 30_000, 120_000])(
  'until it is surely read, and hardly longer, where a call may take %d ms',
  (timeout) => {
    vi.mocked(callTimeout).mockReturnValue(timeout)
    const knownBy = scheduleKnownBy([act(open)])
    const decided = answerLostAt({ requestedAt: 100_000, sentAt: 106_000 }) + 15_000
    expect(knownBy).toBeGreaterThanOrEqual(decided)
    expect(knownBy).toBeLessThan(decided + 10_000)
    expect(knownBy).toBeGreaterThan(unsentAt({ requestedAt: 100_000 }))
  },
)
