import 'server-only'
import { asc, eq, gt, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { getDb } from '@/lib/db/client'
import { unhurried } from '@/lib/db/raw'
import { cancellations, followUps } from '@/lib/db/schema'

export type Due = { record: CancellationRecord; looks: number }

type Taking = {
  now: number
  leaseMs: number
  most: number
  /** Where not all can be taken: those that wait longest, or those that were looked at least. */
  first: 'longest_due' | 'least_looked_at'
  /** Nothing is planned further ahead than this (ms): what is, was planned by a clock that was set back since. */
  farthestMs: number
}

/**
 * Takes the cancellations that are due for a look and leases them, so that no other server looks at them too.
 * A lease that runs out (its server went down) makes them due again.
 */
export async function takeDue({ now, leaseMs, most, first, farthestMs }: Taking): Promise<Due[]> {
  const db = await getDb()
  const order =
    first === 'longest_due' ? [asc(followUps.dueAt)] : [asc(followUps.looks), asc(followUps.dueAt)]
  const due = db
    .select({ id: followUps.cancellationId })
    .from(followUps)
    .where(or(lte(followUps.dueAt, now), gt(followUps.dueAt, now + farthestMs)))
    .orderBy(...order)
    .limit(most)
    .for('update', { skipLocked: true })
  const taken = await plan(
    { dueAt: now + leaseMs, looks: sql`${followUps.looks} + 1` },
    inArray(followUps.cancellationId, due),
  )
  if (taken.length === 0) return []
  const ids = taken.map(({ id }) => id)
  const records = await db.select().from(cancellations).where(inArray(cancellations.id, ids))
  return records.map((record) => ({ record, looks: taken.find(({ id }) => id === record.id)?.looks ?? 1 }))
}

/** Sets when a cancellation is looked at next (Unix ms), and how many looks it has had, where the last one is void. */
export async function lookAgainAt(cancellationId: string, dueAt: number, looks?: number): Promise<void> {
  await plan(looks === undefined ? { dueAt } : { dueAt, looks }, eq(followUps.cancellationId, cancellationId))
}

/** Nothing is left to look at. */
export async function lookNoMore(cancellationId: string): Promise<void> {
  const db = await getDb()
  await db.delete(followUps).where(eq(followUps.cancellationId, cancellationId))
}

/** Makes everything due now: for the start of a server that is the only one, so that an earlier one's leases are void. */
export async function voidLeases(now: number): Promise<void> {
  await plan({ dueAt: now }, sql`true`)
}

/** Gives leases back: for a server that goes down, so that another one need not wait until they run out. */
export async function giveBack(cancellationIds: string[], now: number): Promise<void> {
  if (cancellationIds.length > 0)
    await plan({ dueAt: now }, inArray(followUps.cancellationId, cancellationIds))
}

/** A lost plan only means a look too early or too late, so it does not wait for the disk as history does. */
async function plan(
  next: { dueAt: number; looks?: SQL | number },
  which: SQL,
): Promise<{ id: string; looks: number }[]> {
  const db = await getDb()
  return db
    .update(followUps)
    .set(next)
    .where(sql`(select ${unhurried}) is not null and ${which}`)
    .returning({ id: followUps.cancellationId, looks: followUps.looks })
}
