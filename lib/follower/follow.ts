import 'server-only'
import { lookAgainAt, lookNoMore } from '@/lib/cancellations/follow-ups'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { longestWait, waitAfterLook, waitOf } from '@/lib/cancellations/timing'
import { actWork } from '@/lib/flow-actions/follow-ups'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { lookAtAct } from '@/lib/instances/acts/look-at-act'
import { lookAfterEnd, lookAtCancellation } from '@/lib/instances/cancel/look'
import { type Look, nextActDeadline, nextDeadline } from '@/lib/instances/send/left-behind'
import { log } from '@/lib/log'
import { isOpen } from '@/lib/shared/cancellation'

/** How many looks it takes until the wait after a look that EnOS did not answer is not a short one any more. */
const NOT_SHORT = 3

type Followed<Row> = {
  record: Row
  /** This one included. */
  looks: number
  /** From when this server could look. */
  since: number
}

/** One look at a cancellation that is due, and the plan for the next. @throws where that cannot be planned */
export async function follow({ record, looks, since }: Followed<CancellationRecord>): Promise<void> {
  if (!isOpen(record.state)) return followAfterEnd(record, looks)
  const look = await lookAtCancellation(record, since).catch((error: unknown) =>
    logFailure({ cancellationId: record.id }, error),
  )
  if (look !== 'ended') await planNext({ record, looks, look, lookAgainAt, deadline: nextDeadline(record) })
}

/** The same for an open act on a workflow. */
export async function followAct({ record, looks, since }: Followed<FlowActionRecord>): Promise<void> {
  const look = await lookAtAct(record, since).catch((error: unknown) =>
    logFailure({ actionId: record.id }, error),
  )
  if (look === 'ended') return
  const { lookAgainAt: again } = actWork
  await planNext({ record, looks, look, lookAgainAt: again, deadline: nextActDeadline(record) })
}

type Plan = {
  record: { id: string }
  looks: number
  look: Look
  lookAgainAt: typeof lookAgainAt
  /** When the next look can do something, however long the wait would be (Unix ms). */
  deadline: number
}

/** The waits grow with what EnOS answers: while it does not, none of them is used up. */
async function planNext({ record, looks, look, lookAgainAt: again, deadline }: Plan): Promise<void> {
  const now = Date.now()
  if (look === 'unanswered')
    return again(record.id, now + waitAfterLook(Math.max(looks, NOT_SHORT)), looks - 1)
  const wait = look === 'refused' ? longestWait() : waitAfterLook(looks)
  await again(record.id, deadline > now ? Math.min(now + wait, deadline) : now + wait)
}

/** One look after the end, in its time; tried for a day where EnOS does not answer. */
async function followAfterEnd(record: CancellationRecord, looks: number): Promise<void> {
  const now = Date.now()
  const dueAt = Math.min(record.closedAt ?? now, now) + waitOf('lookLaterAfter')
  if (now < dueAt) return lookAgainAt(record.id, dueAt, 0)
  const isDone = await lookAfterEnd(record).catch(
    (error: unknown) => logFailure({ cancellationId: record.id }, error) !== 'unanswered',
  )
  if (isDone || now > dueAt + waitOf('lostTrackAfter')) return lookNoMore(record.id)
  await lookAgainAt(record.id, now + waitAfterLook(looks))
}

function logFailure(about: { cancellationId: string } | { actionId: string }, error: unknown): 'unanswered' {
  const reason = error instanceof Error ? error.message : 'unknown'
  log.error({ event: 'follower.look_failed', ...about, reason })
  return 'unanswered'
}
