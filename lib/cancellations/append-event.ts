import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { advance, phaseOf } from '@/lib/cancellations/advance'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { waitAfterLook, waitOf } from '@/lib/cancellations/timing'
import { getDb } from '@/lib/db/client'
import { type Appended as AppendedRow, changesBetween, writeInTurn } from '@/lib/db/compare-and-set'
import { insertIntoLog, type LogEntry } from '@/lib/db/event-log'
import { countRows } from '@/lib/db/raw'
import { cancellations, endingsTold, followUps } from '@/lib/db/schema'
import { isOpen } from '@/lib/shared/cancellation'

export type Appended = AppendedRow<CancellationRecord>

/**
 * Writes the intent: the record, its first event and the follower's work, in one statement.
 * False when the same key, or an open cancellation of the same instance, is there already; then nothing is written.
 */
export async function appendIntent(record: CancellationRecord, actor: Actor): Promise<boolean> {
  const db = await getDb()
  const { state: _state, version: _version, ...facts } = record
  const made = db
    .insert(cancellations)
    .values(record)
    .onConflictDoNothing()
    .returning({ id: cancellations.id })
  const written = await db.execute(sql`
    with made as ${made},
    followed as (
      insert into ${followUps} (cancellation_id, due_at, looks)
      select id, ${record.requestedAt + waitAfterLook(1)}::bigint, 0 from made
    )
    ${insertIntoLog([entryOf(record, { actor, at: record.requestedAt, phase: 'requested', facts })], sql`made`)}`)
  return countRows(written) === 1
}

/**
 * The only writer of state: asks `transition`, then writes the record and its events in one statement, on condition
 * that the record is still as it was read. If not, it is read again. Where the step cannot happen in the state that is
 * found, or says nothing new, nothing is written.
 */
export async function appendEvent(
  known: CancellationRecord,
  { step, actor, at }: { step: Step; actor: Actor; at: number },
): Promise<Appended> {
  return writeInTurn(known, {
    reload,
    write: async (record) => {
      const after = advance(record, step, at)
      if (after === null || isKnown(record, step, at)) return null
      const entries = entriesOf({ before: record, after, step, actor, at })
      return entries.length > 0 && (await save(record, after, entries)) ? after : null
    },
  })
}

async function save(
  before: CancellationRecord,
  after: CancellationRecord,
  entries: LogEntry[],
): Promise<boolean> {
  const db = await getDb()
  const { id } = after
  const saved = db
    .update(cancellations)
    .set(changesBetween(before, after))
    .where(and(eq(cancellations.id, id), eq(cancellations.version, before.version)))
    .returning({ id: cancellations.id })
  const written = await db.execute(
    sql`with saved as ${saved} ${followingOf(before, after)} ${insertIntoLog(entries, sql`saved`)}`,
  )
  return countRows(written) > 0
}

/** What the follower has to do after a step: nothing else than before, unless it closes the record or opens it again. */
function followingOf(before: CancellationRecord, after: CancellationRecord): SQL {
  if (isOpen(before.state) === isOpen(after.state)) return sql``
  const saved = sql`(select id from saved)`
  if (isOpen(after.state)) {
    return sql`,
    followed as (
      insert into ${followUps} (cancellation_id, due_at, looks) select id, ${after.reopenedAt}::bigint, 0 from saved
      on conflict (cancellation_id) do update set due_at = excluded.due_at, looks = 0
    ),
    untold as (delete from ${endingsTold} where cancellation_id in ${saved})`
  }
  const isFinal = after.state === 'not_sent' || after.state === 'lost_track'
  const change = isFinal
    ? sql`delete from ${followUps}`
    : sql`update ${followUps} set due_at = ${(after.closedAt ?? 0) + waitOf('lookLaterAfter')}::bigint, looks = 0`
  return sql`, followed as (${change} where cancellation_id in ${saved})`
}

async function reload(id: string): Promise<CancellationRecord> {
  const db = await getDb()
  const [record] = await db.select().from(cancellations).where(eq(cancellations.id, id))
  if (!record) throw new Error(`No cancellation ${id}.`)
  return record
}

/** The very answer that is on record: its writer lost the connection before it could tell whether it was written. */
function isKnown(record: CancellationRecord, step: Step, at: number): boolean {
  return step.type === 'answered' && record.answeredAt === at && record.answerVerdict === step.verdict
}

type Change = {
  before: CancellationRecord
  after: CancellationRecord
  step: Step
  actor: Actor
  at: number
}

/**
 * The events of one step. One of them carries the step whole, so that the log alone can rebuild the record; the others
 * tell a reader what it meant.
 */
function entriesOf({ before, after, step, actor, at }: Change): LogEntry[] {
  const { version } = after
  const phase = phaseOf(before, step)
  const entries: LogEntry[] = []
  if (step.type === 'sent' && step.attempt > 1) {
    const facts = { attempt: step.attempt, version }
    entries.push(entryOf(before, { actor, at, phase: 'asked_again', facts }))
  }
  if (phase !== null) entries.push(entryOf(before, { actor, at, phase, facts: { step, version } }))
  if (isOpen(before.state) && !isOpen(after.state)) {
    const { state: outcome, statusAfter, instanceEnded } = after
    const facts = { outcome, statusAfter, instanceEnded, version, ...(phase === null ? { step } : {}) }
    entries.push(entryOf(before, { actor, at, phase: 'settled', facts }))
  }
  return entries
}

function entryOf(
  record: CancellationRecord,
  entry: Pick<LogEntry, 'actor' | 'at' | 'phase' | 'facts'>,
): LogEntry {
  return { ...entry, orgId: record.orgId, action: 'cancel', subject: record.id }
}
