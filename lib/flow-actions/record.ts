import 'server-only'
import type { InferSelectModel } from 'drizzle-orm'
import type { flowActions } from '@/lib/db/schema'
import { transition } from '@/lib/flow-actions/transition'
import { type FlowActionState, isActionOpen } from '@/lib/shared/flow-actions'
import type { AnswerFacts, NotSentReason } from '@/lib/shared/timeline'

export type FlowActionRecord = InferSelectModel<typeof flowActions>

/** The key of the pause that belongs to a cancellation: one for each, whoever asks again; a person's keys are of another form. */
export function keyWithCancel(cancellationId: string): string {
  return `pause-with-${cancellationId}`
}

/** A happening with its facts, as the log keeps it. `newFlowInstId`: the instance that came of *Run again*, once it is known. */
export type ActStep =
  | { type: 'sent' | 'resent' | 'answer_lost' | 'lost_track' }
  | ({ type: 'answered'; newFlowInstId: string | null } & AnswerFacts)
  | { type: 'seen'; isDone: boolean; newFlowInstId: string | null }
  | { type: 'never_sent'; why: NotSentReason; certain?: true }

/** The record after a step, one version up; null where the step cannot happen to it. Pure: writing and replaying ask the same. */
export function advance(record: FlowActionRecord, step: ActStep, at: number): FlowActionRecord | null {
  const next = isContradicted(record, step) ? null : transition(record.state, step)
  return next === null ? null : { ...project(record, step, next, at), version: record.version + 1 }
}

/** It is sent once, so there is one answer, and after that nobody can say that nothing was sent. */
function isContradicted({ answeredAt }: FlowActionRecord, { type }: ActStep): boolean {
  return answeredAt !== null && (type === 'answered' || type === 'never_sent')
}

function project(
  record: FlowActionRecord,
  step: ActStep,
  next: FlowActionState,
  at: number,
): FlowActionRecord {
  const after = { ...record, ...changesOf(step, at), state: next }
  return isEnd(record, after) ? { ...after, closedAt: at } : after
}

function changesOf(step: ActStep, at: number): Partial<FlowActionRecord> {
  switch (step.type) {
    case 'sent':
      return { sentAt: at }
    case 'answered':
      return {
        answeredAt: at,
        answerVerdict: step.verdict,
        answerCode: step.code,
        answerHttp: step.http,
        answerText: step.text,
        answerRequestId: step.requestId,
        ...(step.verdict === 'accepted' ? { newFlowInstId: step.newFlowInstId } : {}),
      }
    case 'seen':
      return step.isDone ? { newFlowInstId: step.newFlowInstId } : {}
    case 'never_sent':
      return { sentAt: null }
    case 'resent':
    case 'answer_lost':
    case 'lost_track':
      return {}
    default:
      return step satisfies never
  }
}

/** Whether a step has ended it, for the first time or in another way than was known. */
export function isEnd(before: FlowActionRecord, after: FlowActionRecord): boolean {
  return after.state !== before.state && !isActionOpen(after.state)
}

/** Null where the step has no event of its own: an ending that `settled` tells. */
export function phaseOf(step: ActStep): string | null {
  switch (step.type) {
    case 'sent':
    case 'resent':
      return step.type
    case 'answered':
      return step.reply === 'answer' ? 'answered' : 'no_answer'
    case 'answer_lost':
      return 'no_answer'
    case 'seen':
      return 'observed'
    case 'never_sent':
    case 'lost_track':
      return null
    default:
      return step satisfies never
  }
}
