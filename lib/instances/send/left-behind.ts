import 'server-only'
import { waitOf } from '@/lib/cancellations/timing'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { callTimeout } from '@/lib/gateway/configured'
import type { GatewayError } from '@/lib/gateway/errors'

const SLACK_MS = 15_000
/** What has not left by then does not leave any more (time-limits.ts). */
const UNSENT_FOR_SURE_MS = 6_000
/** The whole time of the read that decides, and some to begin it. */
const READ_MS = 20_000

/** EnOS or its gateway has trouble of its own; every other code is an answer (enos-api.md 7.1). */
const TROUBLE_CODE = 62109

/**
 * What a look brought. `waiting`: nothing was sent yet, so there is nothing to read. `refused`: EnOS does not let this
 * person read it. `unanswered`: EnOS did not say anything.
 */
export type Look = 'ended' | 'open' | 'waiting' | 'refused' | 'unanswered'

type Sent = { requestedAt: number; sentAt: number | null }

/** From when an intent that was not sent was left by a server that went down (Unix ms). */
export function unsentAt({ requestedAt }: Pick<Sent, 'requestedAt'>): number {
  return requestedAt + Math.max(waitOf('neverSentAfter'), UNSENT_FOR_SURE_MS)
}

/**
 * From when no answer will come any more: it may take a call, a new token and the call again. From then on, a read that
 * shows a schedule as it was says that it was not changed; trouble that EnOS reports of itself makes that no sooner.
 */
export function answerLostAt({ sentAt, requestedAt }: Sent): number {
  return (sentAt ?? requestedAt) + answerWait()
}

function answerWait(): number {
  return Math.max(waitOf('answerLostAfter'), 3 * callTimeout() + SLACK_MS)
}

/** By when a read says so of a pause or resumption, where EnOS answers (Unix ms). */
export function switchKnownBy({ requestedAt }: Pick<Sent, 'requestedAt'>): number {
  return requestedAt + UNSENT_FOR_SURE_MS + answerWait() + READ_MS
}

/** By when a read says so of a run: one that no read shows by then does not exist, or belongs to somebody else. */
export function runKnownBy({ requestedAt }: Pick<Sent, 'requestedAt'>): number {
  const wait = Math.max(waitOf('runShownAfter'), answerWait())
  return requestedAt + UNSENT_FOR_SURE_MS + wait + 2 * READ_MS
}

/**
 * When track is lost of what began at `from`: only after one more look that EnOS answered; where it does not, that is
 * tried for a while longer. `since`: from when this server could try.
 */
export function trackLostAt(from: number, look: Look, since: number): number {
  const dayLater = from + waitOf('lostTrackAfter')
  return look === 'unanswered' ? Math.max(dayLater, since) + waitOf('lastReadWithin') : dayLater
}

/** When the next look can do something, whatever EnOS says by then (Unix ms). */
export function nextDeadline({
  state,
  ...record
}: Sent & { state: string; answeredAt: number | null }): number {
  if (state === 'requested') return unsentAt(record) + 1
  return state === 'sent' && record.answeredAt === null ? answerLostAt(record) + 1 : Infinity
}

/** The same for an act: what became of it shows in time. */
export function nextActDeadline(record: FlowActionRecord): number {
  if (record.state !== 'unconfirmed') return nextDeadline(record)
  return (record.kind === 'run_again' ? runShownBy(record) : answerLostAt(record)) + 1
}

/** From then on, a run that no read shows does not exist (Unix ms). */
export function runShownBy({ sentAt, requestedAt }: Sent): number {
  return (sentAt ?? requestedAt) + waitOf('runShownAfter')
}

export function lookThatFailed(error: GatewayError): Look {
  return error.kind === 'rejected' && error.code !== TROUBLE_CODE ? 'refused' : 'unanswered'
}
