import 'server-only'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { actViewOf } from '@/lib/flow-actions/view'
import type { Viewer } from '@/lib/people/viewer'
import { isOpen } from '@/lib/shared/cancellation'
import { isActionOpen, type PauseWish } from '@/lib/shared/flow-actions'

/** Longer than it takes from the answer of EnOS to the intent of the pause (time-limits.ts). */
const BEGINS_WITHIN_MS = 10_000

/** What became of *Pause the schedule too*; null where that was not asked for. `acts`: those of the cancellation, newest first. */
export function pauseOf(
  record: CancellationRecord,
  acts: readonly FlowActionRecord[],
  viewer: Viewer,
): PauseWish | null {
  if (!record.pauseSchedule) return null
  const pauses = acts.filter(
    ({ kind, cancellationId }) => kind === 'pause_schedule' && cancellationId === record.id,
  )
  const pause = pauses.find(({ state }) => state === 'done') ?? pauses[0]
  if (!pause) return { state: withoutAct(record), action: null }
  const state = pause.state === 'done' ? 'paused' : isActionOpen(pause.state) ? 'under_way' : 'not_done'
  return { state, action: actViewOf(pause, viewer) }
}

/** It begins right after EnOS has accepted the cancel. Where that did not happen, or Flowstop went down then, there is none. */
function withoutAct({ state, answeredAt, answerVerdict }: CancellationRecord): PauseWish['state'] {
  if (answerVerdict !== 'accepted' || answeredAt === null) return isOpen(state) ? 'waiting' : 'not_done'
  return Date.now() < answeredAt + BEGINS_WITHIN_MS ? 'under_way' : 'not_done'
}
