import 'server-only'
import { isDatabaseFailure } from '@/lib/cancellations/health'
import { findVisible } from '@/lib/cancellations/one'
import type { Actor, CancellationRecord } from '@/lib/cancellations/record'
import { reopenCancellation } from '@/lib/cancellations/reopen'
import { viewOf } from '@/lib/cancellations/view'
import { findActsShown } from '@/lib/cancellations/views'
import { within } from '@/lib/gateway/span'
import { actorOf } from '@/lib/instances/actor-of'
import { alreadyAsked } from '@/lib/instances/problem-of'
import { readInstance } from '@/lib/instances/read'
import { inTime, type Limits, startLimits } from '@/lib/instances/send/time-limits'
import { forgetReads } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import type { CancelResult, CheckNowInput, Problem } from '@/lib/shared/problems'

const READ_DEADLINE_MS = 4_000

/**
 * Opens a cancellation again whose end was not seen for a day (`lost_track`), looks at its instance at once, and leaves
 * it to the follower for another day. Whoever may see the record may do so, a lead too: nothing is asked of the instance,
 * and it is read as the follower reads it, with the record's own person, so nobody learns more than the record tells
 * them. Where EnOS cannot be read now, the record stays open.
 */
export async function checkNow(
  viewer: Viewer,
  { cancellationId }: CheckNowInput,
  limits: Limits = startLimits(),
): Promise<CancelResult> {
  const known = await inTime(findVisible(viewer, cancellationId), limits.giveUp)
  if (!known) return { ok: false, problem: { code: 'not_found' } }
  const actor = actorOf(viewer)
  const acts = await inTime(findActsShown([known]), limits.giveUp)
  const reopened = await inTime(reopenCancellation(known, actor), limits.giveUp)
  switch (reopened.kind) {
    case 'as_it_stands':
      return { ok: true, cancellation: viewOf(reopened.record, viewer, acts) }
    case 'already_open':
      return { ok: false, problem: await inTime(tellOfOther(viewer, reopened.record), limits.giveUp) }
    case 'reopened': {
      forgetReads(viewer)
      const looking = look(reopened.record, actor)
      const looked = await within(looking, limits.giveUp)
      return { ok: true, cancellation: viewOf(looked === 'ended' ? reopened.record : looked, viewer, acts) }
    }
    default:
      return reopened satisfies never
  }
}

/** Who owned the instance once need not be who may see what its owners do now. */
async function tellOfOther(viewer: Viewer, { id }: CancellationRecord): Promise<Problem> {
  const other = await findVisible(viewer, id)
  return other ? alreadyAsked(other) : { code: 'already_asked' }
}

async function look(record: CancellationRecord, actor: Actor): Promise<CancellationRecord> {
  const options = { actor, priority: 'person', deadlineMs: READ_DEADLINE_MS } as const
  const read = await readInstance(record, record.flowInstId, { ...options, open: [record] }).catch(noLook)
  return (read?.ok && read.value.changed.find(({ id }) => id === record.id)) || record
}

/** The record is open again, and the follower looks next. @throws what is not the database's fault */
function noLook(error: unknown): null {
  if (!isDatabaseFailure(error)) throw error
  return null
}
