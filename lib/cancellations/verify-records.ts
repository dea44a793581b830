import 'server-only'
import { setImmediate as breathe } from 'node:timers/promises'
import canonicalize from 'canonicalize'
import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { replay } from '@/lib/cancellations/replay'
import type { Database } from '@/lib/db/client'
import { readEntry } from '@/lib/db/event-log'
import type { ToldEvent } from '@/lib/db/retell'
import { cancellations, events } from '@/lib/db/schema'
import type { BrokenPlace } from '@/lib/shared/verification'

/** A cancellation has about five events: pages as long as those of the chain. */
const PAGE = 100

const COLUMNS = Object.keys(getTableColumns(cancellations)) as (keyof CancellationRecord)[]

export type CheckedRecords = { records: number; place: BrokenPlace | null }

/**
 * Replays the events of every cancellation of an organization and compares every column. Each page of records is read
 * together with all of its events in one short transaction, so that those which move meanwhile are compared as they stand.
 */
export async function checkRecords(
  db: Database,
  orgId: string,
  onReplayed: (events: number) => void,
): Promise<CheckedRecords> {
  const result: CheckedRecords = { records: 0, place: null }
  let after: Place = { requestedAt: Number.MIN_SAFE_INTEGER, id: '' }
  for (;;) {
    const { records, told, count } = await readPage(db, orgId, after)
    for (const record of records) {
      result.place = firstOf(result.place, placeOf(record, told.get(record.id) ?? []))
    }
    const last = records.at(-1)
    if (!last) return result
    result.records += records.length
    after = last
    onReplayed(count)
    await breathe()
  }
}

/** The embedded database has no statistics: left to itself it would read all events for each page. */
const byIndex = sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`

/** In the order of time, in which rows and their events lie on the disk. */
type Place = Pick<CancellationRecord, 'requestedAt' | 'id'>

type Page = { records: CancellationRecord[]; told: Map<string, ToldEvent[]>; count: number }

function readPage(db: Database, orgId: string, after: Place): Promise<Page> {
  return db.transaction(
    async (tx) => {
      await tx.execute(byIndex)
      const records = await tx
        .select()
        .from(cancellations)
        .where(
          and(
            eq(cancellations.orgId, orgId),
            sql`(${cancellations.requestedAt}, ${cancellations.id}) > (${after.requestedAt}::bigint, ${after.id})`,
          ),
        )
        .orderBy(asc(cancellations.requestedAt), asc(cancellations.id))
        .limit(PAGE)
      const told = new Map<string, ToldEvent[]>(records.map(({ id }) => [id, []]))
      if (records.length === 0) return { records, told, count: 0 }
      // By the index of subjects alone, in its order.
      const found = await tx
        .select()
        .from(events)
        .where(inArray(events.subject, [...told.keys()]))
        .orderBy(asc(events.subject), asc(events.n))
      const own = found.filter((event) => event.orgId === orgId && event.action === 'cancel')
      for (const { n, subject, body } of own) told.get(subject)?.push({ n, entry: readEntry(body) })
      return { records, told, count: own.length }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** Where a record differs from what its events make, or they tell what cannot have happened; null where all agree. */
export function placeOf(record: CancellationRecord, told: readonly ToldEvent[]): BrokenPlace | null {
  const { id: subject } = record
  const [first] = told
  if (!first) return { kind: 'record_inserted', subject }
  const replayed = replay(told)
  if (!replayed.ok) return { kind: 'contradicting', n: replayed.n, subject }
  const column = COLUMNS.find((name) => !isSame(record[name], replayed.record[name]))
  return column === undefined ? null : { kind: 'record_changed', n: first.n, subject, column }
}

/** A column that was added later is absent in older events, and empty. */
function isSame(one: unknown, other: unknown): boolean {
  try {
    return one === other || canonicalize(one ?? null) === canonicalize(other ?? null)
  } catch {
    // Nested deeper than any column.
    return false
  }
}

/** What the log itself says wrongly comes before what contradicts it; then the lower number. */
export function firstOf(one: BrokenPlace | null, other: BrokenPlace | null): BrokenPlace | null {
  if (one === null || other === null) return one ?? other
  if (isInLog(one) !== isInLog(other)) return isInLog(one) ? one : other
  return numberOf(other) < numberOf(one) ? other : one
}

function isInLog({ kind }: BrokenPlace): boolean {
  return !kind.startsWith('record_') && !kind.startsWith('role_')
}

function numberOf(place: BrokenPlace): number {
  return 'n' in place ? place.n : Number.POSITIVE_INFINITY
}
