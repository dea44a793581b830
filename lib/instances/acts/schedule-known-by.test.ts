import { expect, it } from 'vitest'
import { waitOf } from '@/lib/cancellations/timing'
import { scheduleKnownBy } from '@/lib/instances/acts/schedule-known-by'
import type { FlowActionView } from '@/lib/shared/flow-actions'

const act = (over: Partial<FlowActionView> = {}) =>
  ({
    kind: 'pause_schedule',
    state: 'done',
    requestedAt: 100_000,
    closedAt: 100_500,
    ...over,
  }) as FlowActionView

it('a schedule waits for what came of an open pause, no longer than the looks at it take', () => {
  const open = { state: 'unconfirmed', closedAt: null } as const
  expect(scheduleKnownBy([act()])).toBeNull()
  expect(scheduleKnownBy([act({ ...open, kind: 'run_again' })])).toBeNull()
  const knownBy = scheduleKnownBy([act(), act(open)])
  expect(knownBy).toBeGreaterThan(100_000 + waitOf('switchShownAfter'))
  expect(knownBy).toBeLessThan(100_000 + waitOf('switchShownAfter') + 2 * 60_000)
})
