import 'server-only'
import type { InferSelectModel } from 'drizzle-orm'
import type { cancellations } from '@/lib/db/schema'

import { type CancellationState, isOpen } from '@/lib/shared/cancellation'
import type { Seen } from '@/lib/shared/statuses'
import type { AnswerFacts, NotSentReason } from '@/lib/shared/timeline'

export type { Actor } from '@/lib/db/event-log'

export type CancellationRecord = InferSelectModel<typeof cancellations>

/** A happening with its facts, as the log keeps it. Texts of EnOS are already cleaned and cut. */
export type Step =
  | { type: 'sent'; attempt: number }
  | { type: 'resent'; attempt: number }
  | ({ type: 'answered'; attempt: number } & AnswerFacts)
  | { type: 'answer_lost'; attempt: number }
  | {
      type: 'seen'
      seen: Seen
      status: number
      ended: string | null
      source: 'list' | 'get'
      turnedAway: boolean
      /** When EnOS was asked (Unix ms). */
      askedAt?: number
    }
  | {
      type: 'never_sent'
      attempt: number
      why: NotSentReason
      certain?: true
      /** Of a later attempt: when it was marked as sent, and what `lastSentAt` was before. */
      undo?: { sentAt: number; before: number | null }
    }
  | { type: 'lost_track' }
  | { type: 'reopened'; accepted: boolean }
  | { type: 'changed_later'; status: number; ended: string | null }

/** What a step makes of a record: pure, so that the log alone can rebuild every record. */
export function project(
  record: CancellationRecord,
  step: Step,
  next: CancellationState,
  at: number,
): CancellationRecord {
  const after = { ...record, ...changesOf(record, step, at), state: next }
  if (!isOpen(record.state) && isOpen(next)) return { ...after, closedAt: null }
  if (!isOpen(record.state) || isOpen(next)) return after
  if (step.type !== 'seen' || next === 'refused') return { ...after, closedAt: at }
  return { ...after, closedAt: at, statusAfter: step.status, instanceEnded: step.ended }
}

function changesOf(record: CancellationRecord, step: Step, at: number): Partial<CancellationRecord> {
  switch (step.type) {
    case 'sent':
      return { attempts: step.attempt, sentAt: record.sentAt ?? at, lastSentAt: at }
    case 'answered':
      return {
        answeredAt: at,
        answerVerdict: step.verdict,
        answerCode: step.code,
        answerHttp: step.http,
        answerText: step.text,
        answerRequestId: step.requestId,
      }
    case 'seen':
      return step.status === record.statusSeen ? {} : { statusSeen: step.status, statusSeenAt: at }
    case 'never_sent':
      if (step.attempt === 1) return { attempts: 0, sentAt: null, lastSentAt: null }
      return step.undo ? { attempts: step.attempt - 1, lastSentAt: step.undo.before } : {}
    case 'reopened':
      return { reopenedAt: at }
    case 'changed_later':
      return { laterStatus: step.status, laterAt: at }
    case 'resent':
    case 'answer_lost':
    case 'lost_track':
      return {}
    default:
      return step satisfies never
  }
}
