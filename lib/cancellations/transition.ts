import 'server-only'
import { type CancellationState, isOpen, type OpenState } from '@/lib/shared/cancellation'
import type { Seen } from '@/lib/shared/statuses'

export type Verdict = 'accepted' | 'turned_away' | 'unconfirmed'

/** What can happen to a cancellation after its intent was committed. */
export type Happening =
  | { type: 'sent'; attempt: number }
  | { type: 'resent'; attempt: number }
  | { type: 'answered'; verdict: Verdict }
  | { type: 'answer_lost' }
  | { type: 'seen'; seen: Seen; turnedAway: boolean }
  /** `certain`: said by the one who would have sent it. Others can tell only of what was never marked as sent. */
  | { type: 'never_sent'; attempt: number; certain?: true }
  | { type: 'lost_track' }
  /** `accepted`: EnOS had said yes to it. */
  | { type: 'reopened'; accepted: boolean }
  | { type: 'changed_later' }

/**
 * The life of a cancellation (product.md): the next state, or null where this cannot happen and nothing may be
 * written. An answer never closes a record; only a read does, or the certainty that nothing was sent.
 */
export function transition(state: CancellationState, happening: Happening): CancellationState | null {
  if (!isOpen(state)) return afterEnd(state, happening)
  switch (happening.type) {
    case 'sent':
      if (happening.attempt === 1) return state === 'requested' ? 'sent' : null
      return state === 'requested' ? null : state
    case 'resent':
      if (happening.attempt === 1) return state === 'sent' ? state : null
      return state === 'requested' ? null : state
    case 'answered':
      return afterAnswer(state, happening.verdict)
    case 'answer_lost':
      return state === 'sent' ? 'unconfirmed' : null
    case 'seen':
      return afterRead(state, happening.seen, happening.turnedAway)
    case 'never_sent':
      return afterNothing(state, happening)
    case 'lost_track':
      return state === 'requested' ? null : 'lost_track'
    case 'reopened':
    case 'changed_later':
      return null
    default:
      return happening satisfies never
  }
}

/** An end stays, except one that says that no end was seen. */
function afterEnd(state: CancellationState, happening: Happening): CancellationState | null {
  switch (happening.type) {
    case 'answered':
      return state
    case 'reopened':
      if (state !== 'lost_track') return null
      return happening.accepted ? 'accepted' : 'unconfirmed'
    case 'changed_later':
      return state === 'not_sent' || state === 'lost_track' ? null : state
    default:
      return null
  }
}

/** A later attempt that never left says nothing of the ones before. */
function afterNothing(
  state: OpenState,
  { attempt, certain }: Extract<Happening, { type: 'never_sent' }>,
): CancellationState | null {
  if (attempt > 1) return certain && state !== 'requested' ? state : null
  if (state === 'accepted') return null
  return state === 'requested' || certain ? 'not_sent' : null
}

function afterAnswer(state: CancellationState, verdict: Verdict): CancellationState | null {
  if (state === 'requested') return null
  if (verdict === 'accepted') return 'accepted'
  if (state === 'sent' && verdict === 'unconfirmed') return 'unconfirmed'
  return state
}

function afterRead(state: CancellationState, seen: Seen, turnedAway: boolean): CancellationState {
  if (seen === 'cancelled') return 'stopped'
  if (seen === 'finished') return 'finished_first'
  return turnedAway && (state === 'sent' || state === 'unconfirmed') ? 'refused' : state
}
