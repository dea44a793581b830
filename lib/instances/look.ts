import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { waitOf } from '@/lib/cancellations/timing'
import { callTimeout } from '@/lib/gateway/configured'
import { readInstance } from '@/lib/instances/read'
import { isOpen } from '@/lib/shared/cancellation'
import type { Status } from '@/lib/shared/statuses'

const SLACK_MS = 15_000
const READ_DEADLINE_MS = 15_000

const FOLLOWER: Actor = { kind: 'system', part: 'follower' }

/** An answer may take a call, a new token and the call again. */
function answerLostAfter(): number {
  return Math.max(waitOf('answerLostAfter'), 3 * callTimeout() + SLACK_MS)
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
    if (now - record.requestedAt > waitOf('neverSentAfter'))
      await append({ type: 'never_sent', attempt: 1, why: 'restart' })
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
  if (!settled && now - (record.reopenedAt ?? record.requestedAt) > waitOf('lostTrackAfter'))
    await append({ type: 'lost_track' })
  return !settled && isOpen(latest.state)
}

/**
 * The one look some minutes after the end: records it when EnOS reports something else by then. Resolves to whether
 * EnOS could be asked.
 */
export async function lookAfterEnd(record: CancellationRecord): Promise<boolean> {
  const read = await readInstance(record, record.flowInstId, {
    actor: FOLLOWER,
    priority: 'background',
    deadlineMs: READ_DEADLINE_MS,
    open: [],
  })
  if (!read.ok) return false
  const { status, endTime } = read.value.instance
  if (!isContrary(record, status)) return true
  const step = { type: 'changed_later', status: status.code, ended: endTime } as const
  await appendEvent(record, { step, actor: FOLLOWER, at: Date.now() })
  return true
}

/** Whoever was refused leaves an instance that goes on; only that it was cancelled after all speaks against that. */
function isContrary({ state, statusAfter }: CancellationRecord, { name, code }: Status): boolean {
  return state === 'refused' ? name === 'CANCEL' : code !== statusAfter
}
