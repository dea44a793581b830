import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { findByKey, type Opened, openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Actor } from '@/lib/cancellations/record'
import { viewOf } from '@/lib/cancellations/view'
import { watch } from '@/lib/cancellations/watchers'
import type { FlowInstance } from '@/lib/gateway/wire'
import { actorOf } from '@/lib/instances/actor-of'
import { canBeCancelled } from '@/lib/instances/can-be-cancelled'
import { attemptOf } from '@/lib/instances/cancel/send-cancellation'
import { shownImpact } from '@/lib/instances/impact/seal'
import { alreadyAsked } from '@/lib/instances/problem-of'
import { readOwn } from '@/lib/instances/read-own'
import { recallSchedule } from '@/lib/instances/schedules'
import { sendInTime } from '@/lib/instances/send/send-in-time'
import { closeUnsent } from '@/lib/instances/send/send-once'
import { inTime, type Limits, OutOfTime, startLimits } from '@/lib/instances/send/time-limits'
import { forgetReads } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import { isOpen, type Reason } from '@/lib/shared/cancellation'
import type { CancelResult, Problem } from '@/lib/shared/problems'

export type CancelWish = {
  flowInstId: string
  reason: Reason
  note: string
  key: string
  pauseSchedule?: boolean | undefined
  /** What came with the facts that the person was shown. */
  seal?: string | undefined
}

/** Leaves time for the intent, the token and the rate limiter (time-limits.ts). */
const READ_DEADLINE_MS = 4_000

type Checked = Opened | { kind: 'problem'; problem: Problem }

/**
 * Asks EnOS to stop one instance of this person (product.md, life of a cancellation): a fresh read, ownership, the
 * intent committed, then the POST. A failure before the intent opens no record and comes back as a problem.
 * @throws OutOfTime or what the database says, only while nothing was sent and nothing will be
 */
export async function requestCancellation(
  viewer: Viewer,
  wish: CancelWish,
  limits: Limits = startLimits(),
): Promise<CancelResult> {
  const actor = actorOf(viewer)
  const checking = checkAndOpen(viewer, wish, { actor, checks: limits.checks })
  const checked = await inTime(checking, limits.giveUp).catch((error: unknown) => {
    // An intent that is committed after this is not sent any more; where this fails, the follower closes it.
    if (error instanceof OutOfTime) checking.then((late) => closeLate(viewer, late)).catch(() => undefined)
    throw error
  })
  if (checked.kind !== 'opened') return resultOf(viewer, checked)
  forgetReads(viewer)
  const { record, unsent, isRecorded } = await sendInTime(
    checked.record,
    attemptOf(checked.record, { n: 1, who: viewer, actor }),
    limits,
  )
  forgetReads(viewer)
  if (unsent && isOpen(record.state)) return refuse({ code: 'not_recorded' })
  const cancellation = viewOf(record, viewer, [])
  return { ok: true, cancellation: isRecorded ? cancellation : { ...cancellation, unrecorded: true } }
}

async function checkAndOpen(
  viewer: Viewer,
  wish: CancelWish,
  { actor, checks }: { actor: Actor; checks: AbortSignal },
): Promise<Checked> {
  const options = { actor, priority: 'person', deadlineMs: READ_DEADLINE_MS } as const
  // A known key is rare and needs no read; everybody else need not wait for the look-up.
  const reading = readOwn(viewer, wish.flowInstId, options)
  await nextTurn()
  const [known, read] = await Promise.all([findByKey(viewer, wish), reading])
  if (known) return known
  if (!read.ok) return { kind: 'problem', problem: read.problem }
  const { instance } = read.value
  if (!canBeCancelled(read.value)) {
    const problem = { code: 'already_final', detail: { status: instance.status.code } } as const
    return { kind: 'problem', problem }
  }
  if (checks.aborted) throw new OutOfTime('The checks took too long.')
  const { seal, pauseSchedule = false, ...asked } = wish
  const opened = await openCancellation(viewer, {
    ...asked,
    flowId: instance.flowId,
    flowName: instance.flowName,
    owners: instance.owners,
    instance: factsOf(instance),
    statusBefore: instance.status.code,
    at: Date.now(),
    impact: shownImpact(viewer, wish.flowInstId, seal),
    pauseSchedule,
  })
  if (opened.kind === 'already_open') await watch(viewer, opened.record)
  return opened
}

async function closeLate(viewer: Viewer, checked: Checked): Promise<void> {
  if (checked.kind !== 'opened') return
  const attempt = { n: 1, who: viewer, actor: actorOf(viewer) }
  await closeUnsent(checked.record, attemptOf(checked.record, attempt), { why: 'aborted', mark: null })
}

function refuse(problem: Problem): CancelResult {
  return { ok: false, problem }
}

function resultOf(viewer: Viewer, checked: Checked): CancelResult {
  switch (checked.kind) {
    case 'problem':
      return refuse(checked.problem)
    case 'key_reused':
      return refuse({ code: 'key_reused' })
    case 'already_open':
      return refuse(alreadyAsked(checked.record))
    case 'opened':
    case 'known':
      return { ok: true, cancellation: viewOf(checked.record, viewer, []) }
    default:
      return checked satisfies never
  }
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
