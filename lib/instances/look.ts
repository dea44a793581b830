import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { callTimeout } from '@/lib/gateway/configured'
import { readInstance } from '@/lib/instances/read'
import { isOpen } from '@/lib/shared/cancellation'

/** A `requested` this old was left by a server that went down before it sent anything (ms). */
const NEVER_SENT_AFTER_MS = 60_000
/** A `sent` this old without an answer will not get one any more (ms), where calls may not take longer. */
const ANSWER_LOST_AFTER_MS = 60_000
const SLACK_MS = 15_000
/** Nothing final was read for this long (ms). */
const LOST_TRACK_AFTER_MS = 24 * 3_600_000
const READ_DEADLINE_MS = 15_000

const FOLLOWER: Actor = { kind: 'system', part: 'follower' }

/** An answer may take a call, a new token and the call again. */
function answerLostAfter(): number {
  return Math.max(ANSWER_LOST_AFTER_MS, 3 * callTimeout() + SLACK_MS)
}

/**
 * One look at an open cancellation, as the person who asked for it: closes what was never sent, gives up waiting for a
 * lost answer, and reads the instance. Resolves to whether it is still open.
 */
export async function lookAtCancellation(record: CancellationRecord): Promise<boolean> {
  const now = Date.now()
  let latest = record
  const append = async (step: Step): Promise<void> => {
    latest = (await appendEvent(latest, { step, actor: FOLLOWER, at: Date.now() })).record
  }
  if (record.state === 'requested') {
    if (now - record.requestedAt > NEVER_SENT_AFTER_MS) await append({ type: 'never_sent', why: 'restart' })
    return isOpen(latest.state)
  }
  const waitingSince = record.sentAt ?? record.requestedAt
  if (record.state === 'sent' && record.answeredAt === null && now - waitingSince > answerLostAfter()) {
    await append({ type: 'answer_lost', attempt: record.attempts })
  }
  const read = await readInstance(record, record.flowInstId, {
    actor: FOLLOWER,
    priority: 'background',
    deadlineMs: READ_DEADLINE_MS,
    open: [latest],
  })
  const settled =
    read.ok && read.value.changed.some(({ id, closedAt }) => id === record.id && closedAt !== null)
  if (!settled && now - record.requestedAt > LOST_TRACK_AFTER_MS) await append({ type: 'lost_track' })
  return !settled && isOpen(latest.state)
}
