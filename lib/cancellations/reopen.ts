import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { appendEvent } from '@/lib/cancellations/append-event'
import { findOpenOf } from '@/lib/cancellations/observe'
import type { Actor, CancellationRecord } from '@/lib/cancellations/record'
import { getDb } from '@/lib/db/client'
import { isDuplicate } from '@/lib/db/quiet-failures'
import { events } from '@/lib/db/schema'

export type Reopened =
  | { kind: 'reopened' | 'as_it_stands'; record: CancellationRecord }
  /** Another cancellation of the same instance, which has been asked for meanwhile. */
  | { kind: 'already_open'; record: CancellationRecord }

/** Opens a cancellation again of which track was lost; the follower looks at it at once, and for another day. */
export async function reopenCancellation(known: CancellationRecord, actor: Actor): Promise<Reopened> {
  const step = { type: 'reopened', accepted: await wasAccepted(known) } as const
  // The other one may end between the refused write and the look-up: once more.
  for (let round = 0; round < 3; round++) {
    const appended = await appendEvent(known, { step, actor, at: Date.now() }).catch(nothingOfTwo)
    if (appended) return { kind: appended.written ? 'reopened' : 'as_it_stands', record: appended.record }
    const [record] = await findOpenOf([known.flowInstId], known.orgId)
    if (record && record.id !== known.id) return { kind: 'already_open', record }
  }
  throw new Error(`Cancellation ${known.id} could not be opened again.`)
}

/** By any of its attempts: the record holds the last answer only. */
async function wasAccepted({ id, orgId }: CancellationRecord): Promise<boolean> {
  const db = await getDb()
  const isYes = sql`${events.body}::jsonb #>> '{facts,step,verdict}' = 'accepted'`
  const [yes] = await db
    .select({ n: events.n })
    .from(events)
    .where(and(eq(events.orgId, orgId), eq(events.subject, id), eq(events.phase, 'answered'), isYes))
    .limit(1)
  return yes !== undefined
}

/** At most one cancellation of an instance is open: the database refuses a second. @throws anything else */
function nothingOfTwo(error: unknown): null {
  if (!isDuplicate(error)) throw error
  return null
}
