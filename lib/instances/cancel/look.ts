import 'server-only'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { readInstance } from '@/lib/instances/read'
import {
  answerLostAt,
  type Look,
  lookThatFailed,
  trackLostAt,
  unsentAt,
} from '@/lib/instances/send/left-behind'
import { isOpen } from '@/lib/shared/cancellation'
import type { Status } from '@/lib/shared/statuses'

/** The whole time of a call by the default settings, and some to wait for its turn. */
const READ_DEADLINE_MS = 15_000

const FOLLOWER: Actor = { kind: 'system', part: 'follower' }

/**
 * One look at an open cancellation, as the person who asked for it: closes what was never sent, gives up waiting for a
 * lost answer, and reads the instance. Without a final status for a day, track is lost, but only after one more read
 * that EnOS answered; where it does not, that is tried for a while longer. `since`: from when this server could try.
 */
export async function lookAtCancellation(record: CancellationRecord, since = 0): Promise<Look> {
  let latest = record
  const append = async (step: Step): Promise<void> => {
    latest = (await appendEvent(latest, { step, actor: FOLLOWER, at: Date.now() })).record
  }
  if (record.state === 'requested') {
    if (Date.now() > unsentAt(record)) await append({ type: 'never_sent', attempt: 1, why: 'restart' })
    return isOpen(latest.state) ? 'waiting' : 'ended'
  }
  if (record.state === 'sent' && record.answeredAt === null && Date.now() > answerLostAt(record))
    await append({ type: 'answer_lost', attempt: record.attempts })
  const read = await readInstance(record, record.flowInstId, {
    actor: FOLLOWER,
    priority: 'background',
    deadlineMs: READ_DEADLINE_MS,
    open: [latest],
  })
  if (read.ok) latest = read.value.changed.find(({ id }) => id === record.id) ?? latest
  if (!isOpen(latest.state)) return 'ended'
  const look = read.ok ? 'open' : lookThatFailed(read.error)
  if (Date.now() > trackLostAt(record.reopenedAt ?? record.requestedAt, look, since))
    await append({ type: 'lost_track' })
  return isOpen(latest.state) ? look : 'ended'
}

/**
 * The one look some minutes after the end: records it when EnOS reports something else by then. Resolves to whether
 * EnOS answered.
 */
export async function lookAfterEnd(record: CancellationRecord): Promise<boolean> {
  const read = await readInstance(record, record.flowInstId, {
    actor: FOLLOWER,
    priority: 'background',
    deadlineMs: READ_DEADLINE_MS,
    open: [],
  })
  if (!read.ok) return lookThatFailed(read.error) === 'refused'
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
