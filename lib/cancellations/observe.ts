import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { waitOf } from '@/lib/cancellations/timing'
import { getDb } from '@/lib/db/client'
import type { Actor } from '@/lib/db/event-log'
import { cancellations } from '@/lib/db/schema'
import { OPEN_STATES } from '@/lib/shared/cancellation'
import { type Status, seenAs } from '@/lib/shared/statuses'

export type Read = {
  flowInstId: string
  status: Status
  /** Whether a FAIL still has tasks to run; null where the graph does not say. Lists never say. */
  failLive: boolean | null
  /** When the instance ended, in EnOS's words; null while it has not. */
  ended: string | null
}

export type Observation = {
  orgId: string
  source: 'list' | 'get'
  /** When EnOS was asked and when it answered (Unix ms). */
  askedAt: number
  readAt: number
  actor: Actor
}

/**
 * Every read of instances goes through here: it settles their open cancellations. Returns the records it changed.
 * `open`: those records, where the caller has looked for them since it asked EnOS or right before.
 */
export async function observe(
  reads: Read[],
  observation: Observation,
  open?: CancellationRecord[],
): Promise<CancellationRecord[]> {
  const telling = reads.filter((read) => observation.source === 'get' || read.status.name !== 'FAIL')
  if (telling.length === 0) return []
  const ids = telling.map((read) => read.flowInstId)
  const records = open ?? (await findOpenOf(ids, observation.orgId))
  const changed: CancellationRecord[] = []
  for (const record of records) {
    const read = telling.find((candidate) => candidate.flowInstId === record.flowInstId)
    if (!read || isOlder(observation, record)) continue
    const after = await settle(record, read, observation)
    if (after) changed.push(after)
  }
  return changed
}

/** The open cancellations of some instances. */
export async function findOpenOf(ids: string[], orgId: string): Promise<CancellationRecord[]> {
  const db = await getDb()
  return db
    .select()
    .from(cancellations)
    .where(
      and(
        eq(cancellations.orgId, orgId),
        inArray(cancellations.state, [...OPEN_STATES]),
        inArray(cancellations.flowInstId, ids),
      ),
    )
}

/**
 * A read that left before the cancel was asked for shows an earlier run of the same instance, and one that left before
 * another came back may show what was before. A record that is ahead of the clock says nothing of that: the clock was
 * set back since.
 */
function isOlder({ askedAt }: Pick<Observation, 'askedAt'>, { statusSeenAt }: CancellationRecord): boolean {
  return askedAt < statusSeenAt && !isAhead(statusSeenAt)
}

function isAhead(at: number): boolean {
  return at > Date.now()
}

async function settle(
  record: CancellationRecord,
  read: Read,
  { source, askedAt, readAt, actor }: Observation,
): Promise<CancellationRecord | null> {
  const seen = seenAs(read.status, read.failLive ?? isInFailGrace(record, readAt))
  // Only a Get that left after EnOS had answered can confirm that it turned the cancel away: a list may lag.
  const answeredBefore = record.answeredAt !== null && record.answeredAt <= askedAt
  const turnedAway =
    source === 'get' && record.answerVerdict === 'turned_away' && record.attempts === 1 && answeredBefore
  if (seen === 'live' && !turnedAway && read.status.code === record.statusSeen) return null
  const step = {
    type: 'seen',
    seen,
    status: read.status.code,
    ended: read.ended,
    source,
    turnedAway,
  } as const
  const { written, record: after } = await appendEvent(record, {
    step: isAhead(record.statusSeenAt) ? step : { ...step, askedAt },
    actor,
    at: readAt,
  })
  return written ? after : null
}

function isInFailGrace(record: CancellationRecord, now: number): boolean {
  const failSince = record.statusSeen === -1 ? record.statusSeenAt : now
  return now - failSince < waitOf('failGrace')
}
