import 'server-only'
import type { PostReply } from '@/lib/gateway/post-once'
import { within } from '@/lib/gateway/span'
import { type Outcome, type Sender, sendOnce } from '@/lib/instances/send/send-once'
import { type Limits, OutOfTime } from '@/lib/instances/send/time-limits'
import { log } from '@/lib/log'

/** For writing that the answer is not waited for any longer. */
const LAST_WORD_MS = 800

/**
 * Sends and says within `limits` what came of it. A POST that has left is followed to its answer all the same, and that
 * answer is recorded whenever it comes.
 * @throws only while nothing was sent and nothing will be
 */
export async function sendInTime<Row extends object, Step, Reply extends PostReply>(
  record: Row,
  sender: Sender<Row, Step, Reply>,
  limits: Limits,
): Promise<Outcome<Row>> {
  const progress: { sent: Row | null } = { sent: null }
  const onSend = (marked: Row): void => {
    progress.sent = marked
  }
  const sending = sendOnce(record, sender, { checks: limits.checks, onSend })
  sending.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown'
    log.error({ event: `${sender.event}.send_failed`, ...sender.about, reason })
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
  return waitNoLonger(progress.sent, sender)
}

async function waitNoLonger<Row extends object, Step, Reply extends PostReply>(
  sent: Row,
  { append, answerLost }: Sender<Row, Step, Reply>,
): Promise<Outcome<Row>> {
  const writing = append(sent, answerLost, Date.now()).catch(() => 'ended' as const)
  const written = await within(writing, AbortSignal.timeout(LAST_WORD_MS))
  const isRecorded = written !== 'ended'
  return { record: isRecorded ? written.record : sent, isRecorded, unsent: null }
}
