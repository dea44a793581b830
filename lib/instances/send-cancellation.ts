import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import { isDatabaseFailure } from '@/lib/cancellations/health'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { writeNowOrLater } from '@/lib/cancellations/when-database-is-back'
import { getGateway } from '@/lib/gateway/configured'
import type { NotSent, PostReply, Sent } from '@/lib/gateway/post-once'
import { readInstance } from '@/lib/instances/read'
import { log } from '@/lib/log'

const CONFIRM_DEADLINE_MS = 5_000

export type Attempt = {
  /** 1 is that of the intent; people may ask again. */
  n: number
  /** Who asks, as EnOS is told. */
  who: { userId: string; orgId: string }
  actor: Actor
}

type Sending = Attempt & {
  /** Ends every wait before the POST; what is not on its way by then is not sent. */
  checks: AbortSignal
  /** Told right before the bytes leave; from then on nobody may say that nothing was sent. */
  onSend: (record: CancellationRecord) => void
}

export type Unsent = NotSent

export type Outcome = {
  record: CancellationRecord
  /** Whether the record holds what came of it; if not, that is written when the database is back. */
  isRecorded: boolean
  /** Why nothing was sent, where nothing was. */
  unsent: Unsent | null
}

/** What is known of the mark on the record that says that an attempt leaves. */
type Mark = { at: number; before: number | null; is: 'made' | 'perhaps' | 'refused' }

/**
 * Sends one attempt, a single POST, and records what came of it. The record is marked as sent by compare-and-set after
 * the token and the rate limiter, right before the bytes leave: whoever loses that race sends nothing, and so does
 * whoever cannot tell whether it was won.
 */
export async function sendCancellation(record: CancellationRecord, sending: Sending): Promise<Outcome> {
  const { n: attempt, actor, checks, onSend } = sending
  let latest = record
  const known: { mark: Mark | null } = { mark: null }
  const reply = await getGateway().cancelFlowInstance(sending.who, record.flowInstId, {
    signal: checks,
    beforeSend: async ({ resend }) => {
      const at = Date.now()
      const step: Step = resend ? { type: 'resent', attempt } : { type: 'sent', attempt }
      if (!resend) known.mark = { at, before: latest.lastSentAt, is: 'perhaps' }
      const appended = await appendEvent(latest, { step, actor, at }).catch(nothingWithoutDatabase)
      if (appended === null) return false
      latest = appended.record
      if (resend) return appended.written
      known.mark = { at, before: known.mark?.before ?? null, is: appended.written ? 'made' : 'refused' }
      if (!appended.written) return false
      if (checks.aborted) return false
      onSend(latest)
      return true
    },
  })
  log.info({ event: 'cancel.answered', cancellationId: record.id, attempt, ...summaryOf(reply) })
  if (!reply.sent) {
    const closed = await closeUnsent(latest, { attempt, actor, why: reply.why, mark: known.mark })
    return { ...closed, unsent: reply }
  }
  const at = Date.now()
  const isRecorded = await writeNowOrLater(async () => {
    latest = (await appendEvent(latest, { step: answerOf(reply, attempt), actor, at })).record
  }, logFailure)
  if (isRecorded && reply.verdict === 'turned_away') latest = await confirmRefusal(latest, sending)
  return { record: latest, isRecorded, unsent: null }
}

/**
 * Records that nothing was sent, which only the one who would have sent it can say: it may have been marked as sent all
 * the same, by a write whose answer was lost or came too late.
 */
export async function closeUnsent(
  record: CancellationRecord,
  { attempt, actor, why, mark }: { attempt: number; actor: Actor; why: Unsent['why']; mark: Mark | null },
): Promise<Pick<Outcome, 'record' | 'isRecorded'>> {
  const step = neverSent(attempt, why, mark)
  if (step === null) return { record, isRecorded: true }
  const at = Date.now()
  let latest = record
  const isRecorded = await writeNowOrLater(async () => {
    latest = (await appendEvent(latest, { step, actor, at })).record
  }, logFailure)
  return { record: latest, isRecorded }
}

/** Null where the record says nothing of this attempt: a later one leaves it as it was until it is marked. */
function neverSent(attempt: number, why: Unsent['why'], mark: Mark | null): Step | null {
  if (attempt === 1) return { type: 'never_sent', attempt, why, certain: true }
  if (mark === null || mark.is === 'refused') return null
  return { type: 'never_sent', attempt, why, certain: true, undo: { sentAt: mark.at, before: mark.before } }
}

/** EnOS turned the cancel away: one read tells whether the instance had ended or is still there to be stopped. */
async function confirmRefusal(
  record: CancellationRecord,
  { who, actor }: Attempt,
): Promise<CancellationRecord> {
  const options = { actor, priority: 'person', deadlineMs: CONFIRM_DEADLINE_MS } as const
  const read = await readInstance(who, record.flowInstId, options).catch(nothingWithoutDatabase)
  // Where it cannot be read now, the follower asks again until it can.
  return (read?.ok && read.value.changed.find(({ id }) => id === record.id)) || record
}

/** @throws what is not the database's fault */
function nothingWithoutDatabase(error: unknown): null {
  if (!isDatabaseFailure(error)) throw error
  return null
}

function logFailure(error: unknown): void {
  log.error({ event: 'cancel.record_failed', reason: error instanceof Error ? error.message : 'unknown' })
}

function answerOf(reply: Sent, attempt: number): Step {
  const { kind, http, code, text, requestId } = reply.reply
  return {
    type: 'answered',
    attempt,
    verdict: reply.verdict,
    reply: kind === 'envelope' || kind === 'http' ? 'answer' : kind,
    http: http ?? null,
    code: code ?? null,
    text: text ?? null,
    requestId: requestId ?? null,
    ms: reply.ms,
  }
}

function summaryOf(reply: PostReply): Record<string, unknown> {
  if (!reply.sent) return { sent: false, why: reply.why }
  return { sent: true, verdict: reply.verdict, code: reply.reply.code, ms: reply.ms, resent: reply.resent }
}
