import 'server-only'
import type { InferSelectModel } from 'drizzle-orm'
import { placeOf, type RecordKind } from '@/lib/cancellations/verify-records'
import { chainHash, readEntry } from '@/lib/db/event-log'
import type { events } from '@/lib/db/schema'

type EventRow = Pick<InferSelectModel<typeof events>, 'n' | 'body' | 'previousHash' | 'hash'>

/**
 * Whether a record says what its events say, and each of them has the hash of its text. This is a look at one record:
 * only the check of the whole history shows that the chain holds. `rows`: all of its events, which may be further than
 * the record.
 */
export function isAsWritten<Row extends { id: string; requestedAt: number; version: number }>(
  kind: RecordKind<Row>,
  record: Row,
  rows: readonly EventRow[],
): boolean {
  if (!rows.every(({ n, body, previousHash, hash }) => hash === chainHash(previousHash, n, body)))
    return false
  const told = rows.map(({ n, body }) => ({ n, entry: readEntry(body) }))
  const soFar = told.filter(({ entry }) => Number(entry?.facts.version ?? 1) <= record.version)
  return placeOf(kind, record, soFar) === null
}
