import 'server-only'
import { setImmediate as breathe } from 'node:timers/promises'
import canonicalize from 'canonicalize'
import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { replay } from '@/lib/cancellations/replay'
import type { Database } from '@/lib/db/client'
import { readEntry } from '@/lib/db/event-log'
import type { Replay, ToldEvent } from '@/lib/db/retell'
import { cancellations, events, flowActions } from '@/lib/db/schema'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { replayAct } from '@/lib/flow-actions/replay'
import { FLOW_ACTIONS } from '@/lib/shared/flow-actions'
import type { BrokenPlace } from '@/lib/shared/verification'

/** A record has about five events: pages as long as those of the chain. */
const PAGE = 100

type Replayed = { id: string; requestedAt: number }

/** What is on record, and how its events tell it. */
export type RecordKind<Row extends Replayed> = {
  /** Absent for cancellations. */
  of?: 'act'
  table: typeof cancellations | typeof flowActions
  isTold: (action: string) => boolean
  replay: (told: readonly ToldEvent[]) => Replay<Row>
}

export const CANCELLATIONS: RecordKind<CancellationRecord> = {
  table: cancellations,
  isTold: (action) => action === 'cancel',
  replay,
}

export const ACTS: RecordKind<FlowActionRecord> = {
  of: 'act',
  table: flowActions,
  isTold: (action) => FLOW_ACTIONS.some((kind) => kind === action),
  replay: replayAct,
}

export type CheckedRecords = { records: number; place: BrokenPlace | null }

/**
 * Replays the events of every record of an organization and compares every column. Each page of records is read together
 * with all of its events in one short transaction, so that those which move meanwhile are compared as they stand.
 */
export async function checkRecords<Row extends Replayed>(
  db: Database,
  { orgId, kind }: { orgId: string; kind: RecordKind<Row> },
  onReplayed: (events: number) => void,
): Promise<CheckedRecords> {
  const result: CheckedRecords = { records: 0, place: null }
  let after: Replayed = { requestedAt: Number.MIN_SAFE_INTEGER, id: '' }
  for (;;) {
    const { records, told, count } = await readPage(db, { orgId, kind, after })
    for (const record of records) {
      result.place = firstOf(result.place, placeOf(kind, record, told.get(record.id) ?? []))
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

type Page<Row> = { records: Row[]; told: Map<string, ToldEvent[]>; count: number }

/** `after`: in the order of time, in which rows and their events lie on the disk. */
function readPage<Row extends Replayed>(
  db: Database,
  { orgId, kind, after }: { orgId: string; kind: RecordKind<Row>; after: Replayed },
): Promise<Page<Row>> {
  const { table, isTold } = kind
  return db.transaction(
    async (tx) => {
      await tx.execute(byIndex)
      const records = (await tx
        .select()
        .from(table as PgTable)
        .where(
          and(
            eq(table.orgId, orgId),
            sql`(${table.requestedAt}, ${table.id}) > (${after.requestedAt}::bigint, ${after.id})`,
          ),
        )
        .orderBy(asc(table.requestedAt), asc(table.id))
        .limit(PAGE)) as unknown as Row[]
      const told = new Map<string, ToldEvent[]>(records.map(({ id }) => [id, []]))
      if (records.length === 0) return { records, told, count: 0 }
      // By the index of subjects alone, in its order.
      const found = await tx
        .select()
        .from(events)
        .where(inArray(events.subject, [...told.keys()]))
        .orderBy(asc(events.subject), asc(events.n))
      const own = found.filter((event) => event.orgId === orgId && isTold(event.action))
      for (const { n, subject, body } of own) told.get(subject)?.push({ n, entry: readEntry(body) })
      return { records, told, count: own.length }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** Where a record differs from what its events make, or they tell what cannot have happened; null where all agree. */
export function placeOf<Row extends Replayed>(
  { of, table, replay: replayed }: RecordKind<Row>,
  record: Row,
  told: readonly ToldEvent[],
): BrokenPlace | null {
  const subject = { subject: record.id, ...(of ? { of } : {}) }
  const [first] = told
  if (!first) return { kind: 'record_inserted', ...subject }
  const made = replayed(told)
  if (!made.ok) return { kind: 'contradicting', n: made.n, ...subject }
  const columns = Object.keys(getTableColumns(table)) as (keyof Row & string)[]
  const column = columns.find((name) => !isSame(record[name], made.record[name]))
  return column === undefined ? null : { kind: 'record_changed', n: first.n, column, ...subject }
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
