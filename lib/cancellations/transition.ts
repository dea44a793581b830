import 'server-only'
import { type CancellationState, isOpen } from '@/lib/shared/cancellation'
import type { Seen } from '@/lib/shared/statuses'

export type Verdict = 'accepted' | 'turned_away' | 'unconfirmed'

/** What can happen to a cancellation after its intent was committed. */
export type Happening =
  | { type: 'sent' }
  | { type: 'resent' }
  | { type: 'answered'; verdict: Verdict }
  | { type: 'answer_lost' }
  | { type: 'seen'; seen: Seen; turnedAway: boolean }
  /** `certain`: said by the one who would have sent it. Others can tell only of what was never marked as sent. */
  | { type: 'never_sent'; certain?: true }
  | { type: 'lost_track' }

/**
 * The life of a cancellation (product.md): the next state, or null where this cannot happen and nothing may be
 * written. An answer never closes a record; only a read does, or the certainty that nothing was sent.
 */
export function transition(state: CancellationState, happening: Happening): CancellationState | null {
  if (!isOpen(state)) return happening.type === 'answered' ? state : null
  switch (happening.type) {
    case 'sent':
      return state === 'requested' ? 'sent' : null
    case 'resent':
      return state === 'sent' ? state : null
    case 'answered':
      return afterAnswer(state, happening.verdict)
    case 'answer_lost':
      return state === 'sent' ? 'unconfirmed' : null
    case 'seen':
      return afterRead(state, happening.seen, happening.turnedAway)
    case 'never_sent':
      if (state === 'accepted') return null
      return state === 'requested' || happening.certain ? 'not_sent' : null
    case 'lost_track':
      return state === 'requested' ? null : 'lost_track'
    default:
      return happening satisfies never
  }
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
