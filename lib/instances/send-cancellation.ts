import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import type { CancelReply } from '@/lib/gateway/cancel'
import { getGateway } from '@/lib/gateway/configured'
import { readInstance } from '@/lib/instances/read'
import { log } from '@/lib/log'

const CHECK_DEADLINE_MS = 5_000

/**
 * Sends the one POST of a committed intent and records what came of it. `requested` becomes `sent` by compare-and-set
 * after the token and the rate limiter, right before the bytes leave: whoever loses that race sends nothing.
 */
export async function sendCancellation(
  record: CancellationRecord,
  actor: Actor,
): Promise<CancellationRecord> {
  let latest = record
  const append = async (step: Step): Promise<boolean> => {
    const appended = await appendEvent(latest, { step, actor, at: Date.now() })
    latest = appended.record
    return appended.written
  }
  const reply = await getGateway().cancelFlowInstance(record, record.flowInstId, {
    beforeSend: async ({ n, resend }) => {
      const step: Step = resend ? { type: 'resent', attempt: 1 } : { type: 'sent', attempt: n }
      return append(step)
    },
  })
  log.info({ event: 'cancel.answered', cancellationId: record.id, ...summaryOf(reply) })
  if (!reply.sent) {
    await append({ type: 'never_sent', why: reply.why })
    return latest
  }
  await append(answerOf(reply))
  return reply.verdict === 'turned_away' ? confirmRefusal(latest, actor) : latest
}

/** EnOS turned the cancel away: one read tells whether the instance had ended or is still there to be stopped. */
async function confirmRefusal(record: CancellationRecord, actor: Actor): Promise<CancellationRecord> {
  const read = await readInstance(record, record.flowInstId, {
    actor,
    priority: 'person',
    deadlineMs: CHECK_DEADLINE_MS,
  })
  // Where it cannot be read now, the follower asks again until it can.
  return (read.ok && read.value.changed.find(({ id }) => id === record.id)) || record
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
