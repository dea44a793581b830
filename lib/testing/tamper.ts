import { asc, eq, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/client'
import { chainHash } from '@/lib/db/event-log'
import { eventHeads, events } from '@/lib/db/schema'

/** As the owner of the tables can: nothing refuses a change from here on. */
export async function disarm(tx: Transaction): Promise<void> {
  await tx.execute(sql`alter table events disable trigger all`)
}

/** Numbers and chains all events of an organization anew, so that they are consistent with themselves. */
export async function rechain(tx: Transaction, orgId: string): Promise<void> {
  const rows = await tx.select().from(events).where(eq(events.orgId, orgId)).orderBy(asc(events.n))
  await tx.delete(events).where(eq(events.orgId, orgId))
  let head = { n: 0, hash: '0'.repeat(64) }
  for (const row of rows) {
    const n = head.n + 1
    const hash = chainHash(head.hash, n, row.body)
    await tx.insert(events).values({ ...row, n, previousHash: head.hash, hash })
    head = { n, hash }
  }
  await tx.update(eventHeads).set(head).where(eq(eventHeads.orgId, orgId))
}
