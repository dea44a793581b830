import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import { isDatabaseFailure } from '@/lib/cancellations/health'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { writeNowOrLater } from '@/lib/cancellations/when-database-is-back'
import type { CancelReply } from '@/lib/gateway/cancel'
import { getGateway } from '@/lib/gateway/configured'
import { readInstance } from '@/lib/instances/read'
import { log } from '@/lib/log'

const CONFIRM_DEADLINE_MS = 5_000

type Sending = {
  actor: Actor
  /** Ends every wait before the POST; what is not on its way by then is not sent. */
  checks: AbortSignal
  /** Told right before the bytes leave; from then on nobody may say that nothing was sent. */
  onSend: (record: CancellationRecord) => void
}

export type Outcome = {
  record: CancellationRecord
  /** Whether the record holds what came of it; if not, that is written when the database is back. */
  isRecorded: boolean
}

type NotSent = Extract<CancelReply, { sent: false }>['why']

/**
 * Sends the one POST of a committed intent and records what came of it. `requested` becomes `sent` by compare-and-set
 * after the token and the rate limiter, right before the bytes leave: whoever loses that race sends nothing, and so
 * does whoever cannot tell whether it was won.
 */
export async function sendCancellation(
  record: CancellationRecord,
  { actor, checks, onSend }: Sending,
): Promise<Outcome> {
  let latest = record
  const reply = await getGateway().cancelFlowInstance(record, record.flowInstId, {
    signal: checks,
    beforeSend: async ({ n, resend }) => {
      const step: Step = resend ? { type: 'resent', attempt: 1 } : { type: 'sent', attempt: n }
      const appended = await appendEvent(latest, { step, actor, at: Date.now() }).catch(
        nothingWithoutDatabase,
      )
      if (!appended?.written) return false
      latest = appended.record
      if (resend) return true
      if (checks.aborted) return false
      onSend(latest)
      return true
    },
  })
  log.info({ event: 'cancel.answered', cancellationId: record.id, ...summaryOf(reply) })
  if (!reply.sent) return closeUnsent(latest, actor, reply.why)
  const at = Date.now()
  const isRecorded = await writeNowOrLater(async () => {
    latest = (await appendEvent(latest, { step: answerOf(reply), actor, at })).record
  }, logFailure)
  if (isRecorded && reply.verdict === 'turned_away') latest = await confirmRefusal(latest, actor)
  return { record: latest, isRecorded }
}

/**
 * Records that nothing was sent, which only the one who would have sent it can say: it may have been marked as sent all
 * the same, by a write whose answer was lost or came too late.
 */
export async function closeUnsent(record: CancellationRecord, actor: Actor, why: NotSent): Promise<Outcome> {
  const step = { type: 'never_sent', attempt: 1, why, certain: true } as const
  const at = Date.now()
  let latest = record
  const isRecorded = await writeNowOrLater(async () => {
    latest = (await appendEvent(latest, { step, actor, at })).record
  }, logFailure)
  return { record: latest, isRecorded }
}

/** EnOS turned the cancel away: one read tells whether the instance had ended or is still there to be stopped. */
async function confirmRefusal(record: CancellationRecord, actor: Actor): Promise<CancellationRecord> {
  const options = { actor, priority: 'person', deadlineMs: CONFIRM_DEADLINE_MS } as const
  const read = await readInstance(record, record.flowInstId, options).catch(nothingWithoutDatabase)
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

function answerOf(reply: Extract<CancelReply, { sent: true }>): Step {
  const { kind, http, code, text, requestId } = reply.reply
  return {
    type: 'answered',
    attempt: 1,
    verdict: reply.verdict,
    reply: kind === 'envelope' || kind === 'http' ? 'answer' : kind,
    http: http ?? null,
    code: code ?? null,
    text: text ?? null,
    requestId: requestId ?? null,
    ms: reply.ms,
  }
}

function summaryOf(reply: CancelReply): Record<string, unknown> {
  if (!reply.sent) return { sent: false, why: reply.why }
  return { sent: true, verdict: reply.verdict, code: reply.reply.code, ms: reply.ms, resent: reply.resent }
}
