import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { findVisible } from '@/lib/cancellations/one'
import { waitAfterLook } from '@/lib/cancellations/timing'
import { type ActIntent, findByKey, type OpenedAct, openAct } from '@/lib/flow-actions/open-action'
import { actViewOf } from '@/lib/flow-actions/view'
import type { FlowInstance } from '@/lib/gateway/wire'
import { actorOf } from '@/lib/instances/actor-of'
import { senderOf } from '@/lib/instances/acts/send-act'
import { actUnderWay, ranJustNow } from '@/lib/instances/problem-of'
import { readOwn } from '@/lib/instances/read-own'
import { sendInTime } from '@/lib/instances/send/send-in-time'
import { closeUnsent } from '@/lib/instances/send/send-once'
import { inTime, type Limits, OutOfTime } from '@/lib/instances/send/time-limits'
import { forgetReads } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import type { ActProblem, FlowActionResult } from '@/lib/shared/act-problems'
import { type FlowActionKind, isActionOpen } from '@/lib/shared/flow-actions'

export type ActWish = { flowInstId: string; key: string; cancellationId?: string | undefined }

/** What is found out right before the intent: what its record says beside the instance, or why there will be none. */
export type Prepared =
  | { ok: true; facts: Pick<ActIntent, 'triggerAt' | 'knownBefore'> }
  | { ok: false; problem: ActProblem }

export type Asked = {
  viewer: Viewer
  /** As a fresh read shows it to this viewer, who owns it. */
  instance: FlowInstance
  /** Ends every wait before the POST. */
  checks: AbortSignal
}

type Act = { kind: FlowActionKind; prepare: (asked: Asked) => Promise<Prepared> }

/** Leaves time for the intent, the token and the rate limiter (time-limits.ts). */
const READ_DEADLINE_MS = 4_000

type Checked = OpenedAct | { kind: 'problem'; problem: ActProblem }

/**
 * Does something to the workflow of an instance of this person, with the care of a cancel: a fresh read, which names the
 * workflow, ownership, the intent committed, then one POST. A failure before the intent opens no record and comes back as
 * a problem.
 * @throws OutOfTime or what the database says, only while nothing was sent and nothing will be
 */
export async function requestAct(
  viewer: Viewer,
  wish: ActWish,
  act: Act & { limits: Limits },
): Promise<FlowActionResult> {
  const { limits } = act
  const checking = checkAndOpen(viewer, wish, act)
  const checked = await inTime(checking, limits.giveUp).catch((error: unknown) => {
    // An intent that is committed after this is not sent any more; where this fails, the follower closes it.
    if (error instanceof OutOfTime) checking.then(closeLate).catch(() => undefined)
    throw error
  })
  if (checked.kind !== 'opened') return resultOf(viewer, checked)
  const { record, unsent, isRecorded } = await sendInTime(checked.record, senderOf(checked.record), limits)
  forgetReads(viewer)
  if (unsent && isActionOpen(record.state)) return refuse({ code: 'not_recorded' })
  const action = actViewOf(record, viewer)
  return { ok: true, action: isRecorded ? action : { ...action, unrecorded: true } }
}

async function checkAndOpen(
  viewer: Viewer,
  wish: ActWish,
  { kind, prepare, limits }: Act & { limits: Limits },
): Promise<Checked> {
  const { flowInstId, key, cancellationId = null } = wish
  const asked = { key, kind, flowInstId }
  const options = { actor: actorOf(viewer), priority: 'person', deadlineMs: READ_DEADLINE_MS } as const
  const reading = readOwn(viewer, flowInstId, options)
  await nextTurn()
  const [known, read] = await Promise.all([findByKey(viewer, asked), reading])
  if (known) return known
  if (!read.ok) return { kind: 'problem', problem: read.problem }
  const { instance } = read.value
  const { flowId, flowName, owners } = instance
  const wrong = cancellationId === null ? null : await problemWith(viewer, { cancellationId, flowId })
  if (wrong) return { kind: 'problem', problem: wrong }
  const prepared = await prepare({ viewer, instance, checks: limits.checks })
  // What stands in the way may be this very act, of the same key and a moment ago.
  if (!prepared.ok) return (await findByKey(viewer, asked)) ?? { kind: 'problem', problem: prepared.problem }
  if (limits.checks.aborted) throw new OutOfTime('The checks took too long.')
  const at = Date.now()
  const intent = { ...asked, flowId, flowName, owners, cancellationId, at, dueAt: at + waitAfterLook(1) }
  return openAct(viewer, { ...intent, ...prepared.facts })
}

/** An act shows on the record of a cancellation of the same workflow only, to whoever may see that. */
async function problemWith(
  viewer: Viewer,
  { cancellationId, flowId }: { cancellationId: string; flowId: string },
): Promise<ActProblem | null> {
  const cancellation = await findVisible(viewer, cancellationId)
  if (!cancellation) return { code: 'not_found' }
  return cancellation.flowId === flowId ? null : { code: 'bad_input', detail: { field: 'cancellationId' } }
}

async function closeLate(checked: Checked): Promise<void> {
  if (checked.kind === 'opened')
    await closeUnsent(checked.record, senderOf(checked.record), { why: 'aborted', mark: null })
}

function refuse(problem: ActProblem): FlowActionResult {
  return { ok: false, problem }
}

function resultOf(viewer: Viewer, checked: Checked): FlowActionResult {
  switch (checked.kind) {
    case 'problem':
      return refuse(checked.problem)
    case 'key_reused':
      return refuse({ code: 'key_reused' })
    case 'under_way':
      return refuse(actUnderWay(checked.record, viewer))
    case 'too_soon':
      return refuse(ranJustNow(checked.record, checked.at))
    case 'opened':
    case 'known':
      return { ok: true, action: actViewOf(checked.record, viewer) }
    default:
      return checked satisfies never
  }
}
