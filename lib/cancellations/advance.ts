import 'server-only'
import { type CancellationRecord, project, type Step } from '@/lib/cancellations/record'
import { transition } from '@/lib/cancellations/transition'

/** The record after a step, one version up; null where the step cannot happen to it. Pure: writing and replaying ask the same. */
export function advance(record: CancellationRecord, step: Step, at: number): CancellationRecord | null {
  const next = isContradicted(record, step) ? null : transition(record.state, step)
  return next === null ? null : { ...project(record, step, next, at), version: record.version + 1 }
}

/** What the record knows better, whatever its state: attempts come one after the other, and an answer is proof. */
function isContradicted(record: CancellationRecord, step: Step): boolean {
  switch (step.type) {
    case 'sent':
      return step.attempt !== record.attempts + 1
    case 'resent':
      return step.attempt !== record.attempts
    case 'never_sent':
      if (step.attempt > 1)
        return (
          step.attempt !== record.attempts || (step.undo && step.undo.sentAt !== record.lastSentAt) === true
        )
      return record.answeredAt !== null || record.attempts > 1
    case 'seen':
      // It left before the status on record was seen; or it would end as refused what was asked again meanwhile.
      return (
        (step.askedAt ?? record.statusSeenAt) < record.statusSeenAt ||
        (step.turnedAway && record.attempts > 1)
      )
    case 'changed_later':
      return record.laterAt !== null
    default:
      return false
  }
}

/** Null where the step has no event of its own: a read that shows nothing new, or an ending that `settled` tells. */
export function phaseOf(before: CancellationRecord, step: Step): string | null {
  switch (step.type) {
    case 'sent':
    case 'resent':
    case 'reopened':
    case 'changed_later':
      return step.type
    case 'answered':
      return step.reply === 'answer' ? 'answered' : 'no_answer'
    case 'answer_lost':
      return 'no_answer'
    case 'seen':
      return step.status === before.statusSeen ? null : 'observed'
    case 'never_sent':
      return step.attempt === 1 ? null : 'no_answer'
    case 'lost_track':
      return null
    default:
      return step satisfies never
  }
}
