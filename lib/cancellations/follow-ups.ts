import 'server-only'
import { eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { getDb } from '@/lib/db/client'
import { unhurried } from '@/lib/db/raw'
import { cancellations, followUps } from '@/lib/db/schema'

/**
 * Takes the cancellations that are due for a look and leases them, so that no other server looks at them too.
 * A lease that runs out (its server went down) makes them due again.
 */
export async function takeDue(options: {
  now: number
  leaseMs: number
  most: number
}): Promise<{ record: CancellationRecord; looks: number }[]> {
  const db = await getDb()
  const due = db
    .select({ id: followUps.cancellationId })
    .from(followUps)
    .where(lte(followUps.dueAt, options.now))
    .orderBy(followUps.dueAt)
    .limit(options.most)
    .for('update', { skipLocked: true })
  const taken = await plan(
    { dueAt: options.now + options.leaseMs, looks: sql`${followUps.looks} + 1` },
    inArray(followUps.cancellationId, due),
  )
  if (taken.length === 0) return []
  const ids = taken.map(({ id }) => id)
  const records = await db.select().from(cancellations).where(inArray(cancellations.id, ids))
  return records.map((record) => ({ record, looks: taken.find(({ id }) => id === record.id)?.looks ?? 1 }))
}

/** Sets when a cancellation is looked at next (Unix ms). */
export async function lookAgainAt(cancellationId: string, dueAt: number): Promise<void> {
  await plan({ dueAt }, eq(followUps.cancellationId, cancellationId))
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

/** A lost plan only means a look too early or too late, so it does not wait for the disk as history does. */
async function plan(
  next: { dueAt: number; looks?: SQL },
  which: SQL,
): Promise<{ id: string; looks: number }[]> {
  const db = await getDb()
  return db
    .update(followUps)
    .set(next)
    .where(sql`(select ${unhurried}) is not null and ${which}`)
    .returning({ id: followUps.cancellationId, looks: followUps.looks })
}
