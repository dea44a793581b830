import 'server-only'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { actViewOf } from '@/lib/flow-actions/view'
import type { Viewer } from '@/lib/people/viewer'
import { isOpen } from '@/lib/shared/cancellation'
import { isActionOpen, type PauseWish } from '@/lib/shared/flow-actions'

/** Longer than it takes from the answer of EnOS to the intent of the pause (time-limits.ts). */
const BEGINS_WITHIN_MS = 10_000

/** What became of *Pause the schedule too*; null where that was not asked for. `acts`: as `findActsShown` finds them. */
export function pauseOf(
  record: CancellationRecord,
  acts: readonly FlowActionRecord[],
  viewer: Viewer,
): PauseWish | null {
  const own = ownPause(record, acts, viewer)
  if (own?.state !== 'not_done') return own
  const since = pauseSince(record, acts)
  return since ? { ...own, state: 'paused_since', pausedAt: doneAt(since) } : own
}

/** Whether it was to be paused and was not, so that later acts on the workflow matter. */
export function isPauseMissing(record: CancellationRecord, acts: readonly FlowActionRecord[]): boolean {
  return ownPause(record, acts, record)?.state === 'not_done'
}

function ownPause(
  record: CancellationRecord,
  acts: readonly FlowActionRecord[],
  viewer: Pick<Viewer, 'userId'>,
): PauseWish | null {
  if (!record.pauseSchedule) return null
  const pauses = acts.filter(
    ({ kind, cancellationId }) => kind === 'pause_schedule' && cancellationId === record.id,
  )
  const pause = pauses.findLast(({ state }) => state === 'done') ?? pauses[0]
  if (!pause) return { state: withoutAct(record), action: null }
  const action = actViewOf(pause, viewer)
  if (pause.state !== 'done') return { state: isActionOpen(pause.state) ? 'under_way' : 'not_done', action }
  return action.isWithCancel
    ? { state: 'paused', action }
    : { state: 'paused_since', pausedAt: doneAt(pause), action }
}

/** It begins right after EnOS has accepted the cancel. Where that did not happen, or Flowstop went down then, there is none. */
function withoutAct({
  state,
  answeredAt,
  answerVerdict,
}: CancellationRecord): 'waiting' | 'under_way' | 'not_done' {
  if (answerVerdict !== 'accepted' || answeredAt === null) return isOpen(state) ? 'waiting' : 'not_done'
  return Date.now() < answeredAt + BEGINS_WITHIN_MS ? 'under_way' : 'not_done'
}

/** By whomever, and from whichever page; none where it was resumed after that. */
function pauseSince(
  record: CancellationRecord,
  acts: readonly FlowActionRecord[],
): FlowActionRecord | undefined {
  const [last] = acts
    .filter(({ flowId, kind, state }) => flowId === record.flowId && kind !== 'run_again' && state === 'done')
    .filter(({ requestedAt }) => requestedAt > record.requestedAt)
    .sort((one, other) => other.requestedAt - one.requestedAt)
  return last?.kind === 'pause_schedule' ? last : undefined
}

function doneAt({ closedAt, requestedAt }: FlowActionRecord): number {
  return closedAt ?? requestedAt
}
