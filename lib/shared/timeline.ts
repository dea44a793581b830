import type { CancellationState, CancellationView } from '@/lib/shared/cancellation'
import type { FlowActionKind, FlowActionState, FlowActionView } from '@/lib/shared/flow-actions'
import type { Impact } from '@/lib/shared/impact'

/** How EnOS replied to a cancel call, or why there is no reply. */
export const REPLIES = ['answer', 'timeout', 'cut', 'unreadable', 'unreachable'] as const
export type Reply = (typeof REPLIES)[number]

/** Why a cancel was not sent. */
export const NOT_SENT_REASONS = [
  'restart',
  'token',
  'limited',
  'bad_input',
  'aborted',
  'not_allowed',
] as const
export type NotSentReason = (typeof NOT_SENT_REASONS)[number]

/** What came of a call of EnOS that changes something, as the log keeps it; texts of EnOS are already cleaned and cut. */
export type AnswerFacts = {
  verdict: 'accepted' | 'turned_away' | 'unconfirmed'
  reply: Reply
  http: number | null
  code: number | null
  text: string | null
  requestId: string | null
  /** From the first byte sent to the answer. */
  ms: number
}

/** What a person may see of one event of a cancellation; a fact that the event does not carry is null. */
export type TimelineEvent = {
  /** Its number in the organization's log. */
  n: number
  /** Unix ms, UTC. */
  at: number
  /** Of the cancellation itself, or of an act on its workflow that belongs to it. */
  action: 'cancel' | FlowActionKind
  /** One of product.md, or one that this page does not know yet. */
  phase: string
  /** The person who did it; null for Flowstop itself. */
  by: string | null
  attempt: number | null
  /** A status code of EnOS. */
  status: number | null
  source: 'list' | 'get' | null
  reply: Reply | null
  verdict: 'accepted' | 'turned_away' | 'unconfirmed' | null
  http: number | null
  code: number | null
  text: string | null
  requestId: string | null
  /** From the first byte sent to the answer. */
  ms: number | null
  outcome: CancellationState | FlowActionState | null
  why: NotSentReason | null
  /** Of *Run again*, as it was asked for: the trigger time that EnOS is given (Unix ms). */
  triggerAt: number | null
  /** Of *Run again*: the instance that came of it, in the events that know it. */
  newFlowInstId: string | null
  /** The first characters of its hash. */
  hash: string
}

/** One cancellation with everything that happened to it, oldest first. */
export type CancellationStory = {
  cancellation: CancellationView
  /** What was done to the workflow from here, newest first. */
  actions: FlowActionView[]
  timeline: TimelineEvent[]
  /** What the person was shown before they confirmed; null where it could not be had. */
  impact: Impact | null
  /** It and its actions say what their events say, and each of those has the hash of its text. */
  isAsWritten: boolean
  /** Since when EnOS does not answer (Unix ms), so that nobody learns of an end; null while it does. */
  awaySince: number | null
  /** The server's clock, Unix ms. */
  now: number
}
