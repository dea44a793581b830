import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/client'
import { canonicalText, chainHash, readEntry } from '@/lib/db/event-log'
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

/** What `check` says of a database that was tampered with so; nothing of it stays. */
export async function afterTampering<Said>(
  db: Database,
  tamper: (tx: Transaction) => Promise<unknown>,
  check: (tx: Transaction) => Promise<Said>,
): Promise<Said> {
  let said: { is: Said } | undefined
  const undo = new Error('undo')
  await db
    .transaction(async (tx) => {
      await disarm(tx)
      await tamper(tx)
      said = { is: await check(tx) }
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  if (!said) throw new Error('Nothing was checked.')
  return said.is
}

/** Writes into an event what it never said. */
export async function rewriteEvent(
  tx: Transaction,
  { orgId, n, facts }: { orgId: string; n: number; facts: object },
): Promise<void> {
  const at = and(eq(events.orgId, orgId), eq(events.n, n))
  const [event] = await tx.select().from(events).where(at)
  const entry = readEntry(event?.body ?? '')
  if (!entry) throw new Error(`No event ${n}.`)
  const body = canonicalText({ ...entry, facts: { ...entry.facts, ...facts } })
  await tx.update(events).set({ body }).where(at)
}

/** Another value than the one that stands there, of the same type. */
export function otherValue({ name, columnType }: { name: string; columnType: string }): SQL {
  const column = sql.identifier(name)
  switch (columnType) {
    case 'PgArray':
      return sql`array['somebody']`
    case 'PgJson':
      return sql`'{"schedule":null}'::json`
    case 'PgBoolean':
      return sql`not ${column}`
    case 'PgText':
      return sql`coalesce(${column}, '') || 'x'`
    default:
      return sql`coalesce(${column}, 0) + 1`
  }
}
