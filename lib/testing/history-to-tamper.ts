import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect } from 'vitest'
import { verifyOrganization } from '@/lib/cancellations/verify'
import type { OpenDatabase, Transaction } from '@/lib/db/client'
import { events } from '@/lib/db/schema'
import type { BrokenPlace, Verification } from '@/lib/shared/verification'
import { useFreshDatabase } from '@/lib/testing/databases'
import { LIVES, live, makeLead } from '@/lib/testing/histories'
import { viewerOf } from '@/lib/testing/people'
import { afterTampering, rewriteEvent } from '@/lib/testing/tamper'

/** The event with that number in the organization `o1`, where the tests tamper. */
export const at = (n: number) => and(eq(events.orgId, 'o1'), eq(events.n, n))

/** What an event of `o1` never said. */
export const rewrite = (tx: Transaction, n: number, facts: object): Promise<void> =>
  rewriteEvent(tx, { orgId: 'o1', n, facts })

export const broken = (place: BrokenPlace): unknown => expect.objectContaining({ ok: false, place })

/** A history on a database of its own, made before the tests of the block that calls this. */
export function historyOn(
  kind: Parameters<typeof useFreshDatabase>[0],
  write: () => Promise<Record<string, { id: string }>> = writeEveryLife,
) {
  let database: OpenDatabase
  let subjects: Record<string, { id: string }> = {}
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
    subjects = await write()
  })
  afterAll(() => database.close())

  const idOf = (name: string): string => subjects[name]?.id ?? ''
  const eventsOf = (subject: string) =>
    database.db.select().from(events).where(eq(events.subject, subject)).orderBy(asc(events.n))
  return {
    db: () => database.db,
    idOf,
    eventsOf,
    /** The number of the first event of that phase. */
    numberOf: async (name: string, phase: string): Promise<number> =>
      (await eventsOf(idOf(name))).find((event) => event.phase === phase)?.n ?? 0,
    verify: () => verifyOrganization(database.db, 'o1'),
    /** What is said of the history while it is tampered with so; nothing of it stays. */
    tampered: (
      tamper: (tx: Transaction) => Promise<unknown>,
      check = (tx: Transaction) => verifyOrganization(tx, 'o1'),
    ): Promise<Verification> => afterTampering(database.db, tamper, check),
  }
}

/** A lead, every life of a cancellation, and one of another organization. */
async function writeEveryLife(): Promise<Record<string, { id: string }>> {
  const records: Record<string, { id: string }> = {}
  await makeLead(viewerOf({ userId: 'u9', username: 'lin', role: 'lead' } as never))
  for (const [name, steps] of Object.entries(LIVES)) records[name] = await live(steps)
  await live(LIVES.stopped ?? [], viewerOf({ orgId: 'o2', userId: 'u7', username: 'dave' }))
  return records
}
