import 'server-only'
import { findVisible } from '@/lib/cancellations/one'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { askAgainAt, viewOf } from '@/lib/cancellations/view'
import { findActsShown } from '@/lib/cancellations/views'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import type { NotSent } from '@/lib/gateway/post-once'
import { actorOf } from '@/lib/instances/actor-of'
import { attemptOf } from '@/lib/instances/cancel/send-cancellation'
import { problemOf } from '@/lib/instances/problem-of'
import { readOwn } from '@/lib/instances/read-own'
import { sendInTime } from '@/lib/instances/send/send-in-time'
import { inTime, type Limits, OutOfTime, startLimits } from '@/lib/instances/send/time-limits'
import { forgetReads } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import { isOpen } from '@/lib/shared/cancellation'
import type { AskAgainInput, CancelResult, Problem } from '@/lib/shared/problems'

/** Leaves time for the mark, the token and the rate limiter (time-limits.ts). */
const READ_DEADLINE_MS = 4_000

type Checked =
  | { kind: 'due' | 'as_it_stands'; record: CancellationRecord; acts: FlowActionRecord[] }
  | { kind: 'problem'; problem: Problem }

/**
 * Asks EnOS once more to stop the instance of an overdue cancellation (product.md): a fresh read, which may show that
 * it has ended, then a new attempt on the same record, sent as the owner who asks now. Its answer closes nothing. Where
 * another tab or owner was quicker, the record comes back as it stands and nothing is sent.
 * @throws OutOfTime or what the database says, only while nothing was sent and nothing will be
 */
export async function askAgain(
  viewer: Viewer,
  wish: AskAgainInput,
  limits: Limits = startLimits(),
): Promise<CancelResult> {
  const actor = actorOf(viewer)
  const checked = await inTime(check(viewer, wish), limits.giveUp)
  if (checked.kind === 'problem') return { ok: false, problem: checked.problem }
  if (checked.kind === 'as_it_stands')
    return { ok: true, cancellation: viewOf(checked.record, viewer, checked.acts) }
  if (limits.checks.aborted) throw new OutOfTime('The checks took too long.')
  forgetReads(viewer)
  const attempt = { n: wish.attempt, who: viewer, actor }
  const { record, isRecorded, unsent } = await sendInTime(
    checked.record,
    attemptOf(checked.record, attempt),
    limits,
  )
  forgetReads(viewer)
  const problem = unsent && isOpen(record.state) ? problemOfUnsent(record, wish, unsent) : null
  if (problem) return { ok: false, problem }
  const cancellation = viewOf(record, viewer, checked.acts)
  return { ok: true, cancellation: isRecorded ? cancellation : { ...cancellation, unrecorded: true } }
}

async function check(viewer: Viewer, { cancellationId, attempt }: AskAgainInput): Promise<Checked> {
  const known = await findVisible(viewer, cancellationId)
  if (!known) return { kind: 'problem', problem: { code: 'not_found' } }
  const actor = actorOf(viewer)
  const read = await readOwn(viewer, known.flowInstId, {
    actor,
    priority: 'person',
    deadlineMs: READ_DEADLINE_MS,
    open: isOpen(known.state) ? [known] : [],
  })
  if (!read.ok) return { kind: 'problem', problem: read.problem }
  const record = read.value.changed.find(({ id }) => id === known.id) ?? known
  const acts = await findActsShown([record])
  if (!isOpen(record.state) || record.attempts + 1 !== attempt) return { kind: 'as_it_stands', record, acts }
  const at = askAgainAt(record)
  if (Date.now() < at) return { kind: 'problem', problem: { code: 'too_early', detail: { at } } }
  return { kind: 'due', record, acts }
}

/** Null where somebody else's attempt was quicker: the record tells of it. */
function problemOfUnsent(
  record: CancellationRecord,
  { attempt }: AskAgainInput,
  unsent: NotSent,
): Problem | null {
  if (unsent.why !== 'not_allowed') return problemOf(unsent.error)
  return record.attempts < attempt ? { code: 'not_recorded' } : null
}
