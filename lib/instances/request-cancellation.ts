import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { findByKey, type Opened, openCancellation } from '@/lib/cancellations/open-cancellation'
import { viewOf } from '@/lib/cancellations/view'
import type { FlowInstance } from '@/lib/gateway/wire'
import { problemOf } from '@/lib/instances/problem-of'
import { type InstanceRead, readInstance } from '@/lib/instances/read'
import { recallSchedule } from '@/lib/instances/schedules'
import { sendCancellation } from '@/lib/instances/send-cancellation'
import { forgetList } from '@/lib/instances/shared-list'
import type { Viewer } from '@/lib/people/viewer'
import type { Reason } from '@/lib/shared/cancellation'
import { isCancellable } from '@/lib/shared/instances'
import type { CancelResult, Problem } from '@/lib/shared/problems'

export type CancelWish = { flowInstId: string; reason: Reason; note: string; key: string }

const CHECK_DEADLINE_MS = 5_000
// What EnOS says of an unknown instance, and of one that this person may not see (enos-api.md 7.1): nobody is to learn
// which of the two it was.
const NOT_THEIRS: ReadonlySet<number> = new Set([62102, 62103])

/**
 * Asks EnOS to stop one instance of this person (product.md, life of a cancellation): a fresh read, ownership, the
 * intent committed, then the POST. A failure before the intent opens no record and comes back as a problem.
 */
export async function requestCancellation(viewer: Viewer, wish: CancelWish): Promise<CancelResult> {
  const actor = { kind: 'person', userId: viewer.userId, username: viewer.username } as const
  const options = { actor, priority: 'person', deadlineMs: CHECK_DEADLINE_MS } as const
  // A known key is rare and needs no read; everybody else need not wait for the look-up.
  const reading = readInstance(viewer, wish.flowInstId, options)
  await nextTurn()
  const [known, read] = await Promise.all([findByKey(viewer, wish), reading])
  if (known) return resultOf(viewer, known)
  if (!read.ok) {
    const missing = read.error.kind === 'rejected' && NOT_THEIRS.has(read.error.code)
    return missing ? refuse({ code: 'not_found' }) : refuse(problemOf(read.error))
  }
  const { instance } = read.value
  if (!instance.owners.includes(viewer.username)) return refuse({ code: 'not_found' })
  if (!canBeCancelled(read.value))
    return refuse({ code: 'already_final', detail: { status: instance.status.code } })
  const opened = await openCancellation(viewer, {
    ...wish,
    flowId: instance.flowId,
    flowName: instance.flowName,
    owners: instance.owners,
    instance: factsOf(instance),
    statusBefore: instance.status.code,
    at: Date.now(),
  })
  if (opened.kind !== 'opened') return resultOf(viewer, opened)
  forgetList(viewer)
  const record = await sendCancellation(opened.record, actor)
  forgetList(viewer)
  return { ok: true, cancellation: viewOf(record, viewer) }
}

function refuse(problem: Problem): CancelResult {
  return { ok: false, problem }
}

function resultOf(viewer: Viewer, opened: Opened): CancelResult {
  switch (opened.kind) {
    case 'key_reused':
      return refuse({ code: 'key_reused' })
    case 'already_open':
      return refuse({
        code: 'already_asked',
        detail: { by: opened.record.username, at: opened.record.requestedAt },
      })
    case 'opened':
    case 'known':
      return { ok: true, cancellation: viewOf(opened.record, viewer) }
    default:
      return opened satisfies never
  }
}

/** With a graph that cannot be read, a FAIL is left to EnOS unless it says when it ended. */
function canBeCancelled({ instance, failLive }: InstanceRead): boolean {
  return isCancellable(instance.status, failLive ?? instance.endTime === null) !== 'no'
}

function factsOf(instance: FlowInstance) {
  return {
    schedule: recallSchedule(instance.flowInstId),
    cycle: instance.cycle,
    trigger: instance.triggerTime,
    started: instance.startTime,
    businessDate: instance.calDt,
  }
}
