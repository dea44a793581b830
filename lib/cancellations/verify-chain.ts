import 'server-only'
import { setImmediate as breathe } from 'node:timers/promises'
import { and, asc, eq, gt, inArray, lte, max } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { ACTS, CANCELLATIONS, firstOf } from '@/lib/cancellations/verify-records'
import type { Database } from '@/lib/db/client'
import { canonicalText, chainHash, type LogEntry, readEntry } from '@/lib/db/event-log'
import { eventHeads, events } from '@/lib/db/schema'
import type { BrokenPlace, Head } from '@/lib/shared/verification'

/** The embedded database works on the server's own thread: a cancel waits for one page at most. */
const PAGE = 500

const GENESIS: Head = { n: 0, hash: '0'.repeat(64) }

type EventRow = typeof events.$inferSelect

export type CheckedChain = {
  /** The last event that is as it should be. */
  head: Head
  place: BrokenPlace | null
  /** Whose roles were changed. */
  roles: ReadonlySet<string>
}

/**
 * Recomputes the chain of one organization in its order, up to the newest event at the start: what is committed up to
 * there never changes, so no snapshot is needed and nobody who appends has to wait.
 */
export async function checkChain(
  db: Database,
  orgId: string,
  onChecked: (n: number) => void,
): Promise<CheckedChain> {
  const { row, last } = await readHead(db, orgId)
  const until = row?.n ?? last
  const roles = new Set<string>()
  let orphan: BrokenPlace | null = null
  let head = GENESIS
  while (head.n < until) {
    const page = await readPage(db, orgId, head.n, until)
    if (page.length === 0) return { head, place: { kind: 'missing', n: head.n + 1 }, roles }
    for (const event of page) {
      const place = placeOf(event, head)
      if (place) return { head, place, roles }
      if (event.action === 'role') roles.add(event.subject)
      head = { n: event.n, hash: event.hash }
    }
    orphan ??= await findOrphan(db, orgId, page)
    onChecked(head.n)
    await breathe()
  }
  return { head, place: (await checkHead(db, orgId, head, row)) ?? orphan, roles }
}

/** In one statement, so that both are of one instant. */
async function readHead(db: Database, orgId: string): Promise<{ row: Head | null; last: number }> {
  const newest = db
    .select({ last: max(events.n).as('last') })
    .from(events)
    .where(eq(events.orgId, orgId))
    .as('newest')
  const [found] = await db
    .select({ last: newest.last, n: eventHeads.n, hash: eventHeads.hash })
    .from(newest)
    .leftJoin(eventHeads, eq(eventHeads.orgId, orgId))
  const { n = null, hash = null, last } = found ?? {}
  return { row: n === null || hash === null ? null : { n, hash }, last: last ?? 0 }
}

/**
 * The next numbers; the first page from the very first on, since what stands before number 1 was not numbered by the
 * database. A range and no limit: where there are no statistics, a limit is planned as a sort of all that follows.
 */
function readPage(db: Database, orgId: string, after: number, until: number): Promise<EventRow[]> {
  const from = after === 0 ? undefined : gt(events.n, after)
  return db
    .select()
    .from(events)
    .where(and(eq(events.orgId, orgId), from, lte(events.n, Math.min(after + PAGE, until))))
    .orderBy(asc(events.n))
}

function placeOf(event: EventRow, before: Head): BrokenPlace | null {
  const { n, hash, previousHash, body } = event
  if (n <= before.n) return { kind: 'inserted', n }
  if (n > before.n + 1) return { kind: 'missing', n: before.n + 1 }
  if (chainHash(before.hash, n, body) !== hash) {
    const isWhole = previousHash !== before.hash && chainHash(previousHash, n, body) === hash
    return isWhole ? { kind: 'unlinked', n } : { kind: 'changed', n, column: 'hash' }
  }
  if (previousHash !== before.hash) return { kind: 'changed', n, column: 'previousHash' }
  const entry = readEntry(body)
  if (entry === null || !isTextOf(entry, body)) return { kind: 'changed', n, column: 'body' }
  const column = COLUMNS.find((name) => entry[name] !== event[name])
  return column === undefined ? null : { kind: 'changed', n, column }
}

function isTextOf(entry: LogEntry, body: string): boolean {
  try {
    return canonicalText(entry) === body
  } catch {
    // Nested deeper than anything that was ever written.
    return false
  }
}

const COLUMNS = ['orgId', 'at', 'action', 'phase', 'subject'] as const satisfies readonly (keyof LogEntry)[]

/** The first of these events whose record is not there. */
async function findOrphan(
  db: Database,
  orgId: string,
  page: readonly EventRow[],
): Promise<BrokenPlace | null> {
  const [one, other] = [
    await findOrphanOf(db, { orgId, page, kind: CANCELLATIONS }),
    await findOrphanOf(db, { orgId, page, kind: ACTS }),
  ]
  return firstOf(one, other)
}

async function findOrphanOf(
  db: Database,
  {
    orgId,
    page,
    kind: { of, table, isTold },
  }: { orgId: string; page: readonly EventRow[]; kind: typeof CANCELLATIONS | typeof ACTS },
): Promise<BrokenPlace | null> {
  const told = page.filter(({ action }) => isTold(action))
  if (told.length === 0) return null
  const subjects = [...new Set(told.map(({ subject }) => subject))]
  const found = await db
    .select({ id: table.id })
    .from(table as PgTable)
    .where(and(eq(table.orgId, orgId), inArray(table.id, subjects)))
  const ids = new Set(found.map(({ id }) => id))
  const orphan = told.find(({ subject }) => !ids.has(subject))
  if (!orphan) return null
  return { kind: 'record_missing', n: orphan.n, subject: orphan.subject, ...(of ? { of } : {}) }
}

/** The row that names the newest event, as it was at the start, and again now that others may have gone on. */
async function checkHead(
  db: Database,
  orgId: string,
  head: Head,
  atStart: Head | null,
): Promise<BrokenPlace | null> {
  if (atStart === null ? head.n > 0 : atStart.hash !== head.hash) return { kind: 'head', n: head.n }
  const { row, last } = await readHead(db, orgId)
  const named = row?.n ?? 0
  return last > named ? { kind: 'inserted', n: named + 1 } : null
}
