import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { within } from '@/lib/gateway/span'
import { type Attempt, type Outcome, sendCancellation } from '@/lib/instances/send-cancellation'
import { type Limits, OutOfTime } from '@/lib/instances/time-limits'
import { log } from '@/lib/log'

/** For writing that the answer is not waited for any longer. */
const LAST_WORD_MS = 800

/**
 * Sends an attempt and says within `limits` what came of it. A POST that has left is followed to its answer
 * all the same, and that answer is recorded whenever it comes.
 * @throws only while nothing was sent and nothing will be
 */
export async function sendInTime(
  record: CancellationRecord,
  attempt: Attempt,
  limits: Limits,
): Promise<Outcome> {
  const progress: { sent: CancellationRecord | null } = { sent: null }
  const onSend = (marked: CancellationRecord): void => {
    progress.sent = marked
  }
  const sending = sendCancellation(record, { ...attempt, checks: limits.checks, onSend })
  sending.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown'
    log.error({ event: 'cancel.send_failed', cancellationId: record.id, reason })
  })
  try {
    let outcome = await within(sending, limits.giveUp)
    if (outcome === 'ended' && progress.sent !== null) outcome = await within(sending, limits.whole)
    if (outcome !== 'ended') return outcome
  } catch (error) {
    if (progress.sent === null) throw error
    return { record: progress.sent, isRecorded: false, unsent: null }
  }
  if (progress.sent === null) throw new OutOfTime('It could not be marked as sent in time.')
  return waitNoLonger(progress.sent, attempt.actor)
}

async function waitNoLonger(sent: CancellationRecord, actor: Attempt['actor']): Promise<Outcome> {
  const step = { type: 'answer_lost', attempt: sent.attempts } as const
  const writing = appendEvent(sent, { step, actor, at: Date.now() }).catch(() => 'ended' as const)
  const written = await within(writing, AbortSignal.timeout(LAST_WORD_MS))
  const isRecorded = written !== 'ended'
  return { record: isRecorded ? written.record : sent, isRecorded, unsent: null }
}
