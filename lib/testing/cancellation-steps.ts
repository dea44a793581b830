import { asc, eq } from 'drizzle-orm'
import { appendEvent } from '@/lib/cancellations/append-event'
import { observe } from '@/lib/cancellations/observe'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { getDb } from '@/lib/db/client'
import { cancellations, events } from '@/lib/db/schema'
import { statusFromCode } from '@/lib/shared/statuses'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

export const alice: Actor = { kind: 'person', userId: 'u1', username: 'alice' }
export const follower: Actor = { kind: 'system', part: 'follower' }

export const answer = (
  verdict: 'accepted' | 'turned_away' | 'unconfirmed',
  code: number | null = 0,
): Step => ({
  type: 'answered',
  attempt: 1,
  verdict,
  reply: code === null ? 'timeout' : 'answer',
  http: code === null ? null : 200,
  code,
  text: code === null ? null : 'OK',
  requestId: 'r-1',
  ms: 12,
})

export async function open(overrides = {}, viewer = viewerOf()): Promise<CancellationRecord> {
  const opened = await openCancellation(viewer, wishOf(overrides))
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  return opened.record
}

export async function reload(id: string): Promise<CancellationRecord> {
  const [record] = await (await getDb()).select().from(cancellations).where(eq(cancellations.id, id))
  return record as CancellationRecord
}

export async function append(id: string, step: Step): ReturnType<typeof appendEvent> {
  return appendEvent(await reload(id), { step, actor: alice, at: Date.now() })
}

/** What the log says of a record, in its order. */
export async function phasesOf(id: string): Promise<string[]> {
  const db = await getDb()
  const rows = await db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
  return rows.map((row) => row.phase)
}

/** A read, just now, that shows an instance with this status. */
export function see(
  { flowInstId, orgId }: CancellationRecord,
  code: number,
  { failLive = null, source = 'get' }: { failLive?: boolean | null; source?: 'get' | 'list' } = {},
): Promise<CancellationRecord[]> {
  return observe([{ flowInstId, status: statusFromCode(code), failLive, ended: null }], {
    orgId,
    source,
    askedAt: Date.now(),
    readAt: Date.now(),
    actor: follower,
  })
}
