import 'server-only'
import type { FlowActionState } from '@/lib/shared/flow-actions'
import type { AnswerFacts } from '@/lib/shared/timeline'

/** What can happen to an act after its intent was committed. */
export type Happening =
  | { type: 'sent' | 'resent' | 'answer_lost' | 'lost_track' }
  | { type: 'answered'; verdict: AnswerFacts['verdict'] }
  /** A read shows whether it was done. */
  | { type: 'seen'; isDone: boolean }
  /** `certain`: said by the one who would have sent it. Others can tell only of what was never marked as sent. */
  | { type: 'never_sent'; certain?: true }

/**
 * The life of an act on a workflow: the next state, or null where this cannot happen and nothing may be written. Other
 * than a cancel it is done once EnOS says so; reads decide only where the answer was lost.
 */
export function transition(state: FlowActionState, happening: Happening): FlowActionState | null {
  switch (happening.type) {
    case 'sent':
      return state === 'requested' ? 'sent' : null
    case 'resent':
      return state === 'sent' ? 'sent' : null
    case 'answered':
      return afterAnswer(state, happening.verdict)
    case 'answer_lost':
      return state === 'sent' ? 'unconfirmed' : null
    case 'seen':
      if (state !== 'unconfirmed') return null
      return happening.isDone ? 'done' : 'not_done'
    case 'never_sent':
      if (state === 'requested') return 'not_sent'
      return happening.certain && (state === 'sent' || state === 'unconfirmed') ? 'not_sent' : null
    case 'lost_track':
      return state === 'unconfirmed' ? 'lost_track' : null
    default:
      return happening satisfies never
  }
}

/** An answer is proof: it comes before what reads have shown meanwhile, and before what nobody could see. */
function afterAnswer(state: FlowActionState, verdict: AnswerFacts['verdict']): FlowActionState | null {
  switch (state) {
    case 'requested':
    case 'not_sent':
      return null
    case 'sent':
    case 'unconfirmed':
    case 'done':
    case 'refused':
    case 'not_done':
    case 'lost_track':
      if (verdict === 'accepted') return 'done'
      if (verdict === 'turned_away') return 'refused'
      return state === 'sent' ? 'unconfirmed' : state
    default:
      return state satisfies never
  }
}
