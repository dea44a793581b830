import 'server-only'
import { and, eq, type SQLWrapper, sql } from 'drizzle-orm'
import { type Database, getDb, type Transaction } from '@/lib/db/client'
import { type Appended, changesBetween, writeInTurn } from '@/lib/db/compare-and-set'
import { type Actor, insertIntoLog, type LogEntry } from '@/lib/db/event-log'
import { countRows } from '@/lib/db/raw'
import { actionFollowUps, flowActions } from '@/lib/db/schema'
import { type ActStep, advance, type FlowActionRecord, isEnd, phaseOf } from '@/lib/flow-actions/record'

type IntentFacts = { actor: Actor; dueAt: number }

/**
 * Writes the intent: the record, its first event and the follower's work, in one statement. False when the same key, or
 * an open act on the same workflow, is there already; then nothing is written. `dueAt`: of the first look (Unix ms).
 */
export async function appendFlowIntent(
  record: FlowActionRecord,
  facts: IntentFacts,
  db: Database | Transaction,
): Promise<boolean> {
  return tellIntent({ record, ...facts, made: insertOnce(db, record) }, db)
}

/**
 * The same in two steps, with `mayStay` asked in between, which may throw: by then the record is written and keeps
 * others out, but the log of the organization, for which all its writers queue, is not held yet.
 */
export async function appendFlowIntentOnce(
  record: FlowActionRecord,
  facts: IntentFacts & { mayStay: () => Promise<void> },
  tx: Transaction,
): Promise<boolean> {
  if ((await insertOnce(tx, record)).length === 0) return false
  await facts.mayStay()
  const made = tx.select({ id: flowActions.id }).from(flowActions).where(eq(flowActions.id, record.id))
  return tellIntent({ record, ...facts, made }, tx)
}

const insertOnce = (db: Database | Transaction, record: FlowActionRecord) =>
  db.insert(flowActions).values(record).onConflictDoNothing().returning({ id: flowActions.id })

/** The first event of what `made` returns, and the follower's work, in one statement. */
async function tellIntent(
  { record, actor, dueAt, made }: IntentFacts & { record: FlowActionRecord; made: SQLWrapper },
  db: Database | Transaction,
): Promise<boolean> {
  const { state: _state, version: _version, ...facts } = record
  const written = await db.execute(sql`
    with made as ${made},
    followed as (
      insert into ${actionFollowUps} (action_id, due_at, looks) select id, ${dueAt}::bigint, 0 from made
    )
    ${insertIntoLog([entryOf(record, { actor, at: record.requestedAt, phase: 'requested', facts })], sql`made`)}`)
  return countRows(written) === 1
}

/**
 * The only writer of state: asks `advance`, then writes the record and its events in one statement, on condition that
 * the record is still as it was read. If not, it is read again. Where the step cannot happen, nothing is written.
 */
export async function appendFlowEvent(
  known: FlowActionRecord,
  { step, actor, at }: { step: ActStep; actor: Actor; at: number },
): Promise<Appended<FlowActionRecord>> {
  return writeInTurn(known, {
    reload,
    write: async (record) => {
      const after = advance(record, step, at)
      if (after === null) return null
      return (await save(record, after, entriesOf({ before: record, after, step, actor, at }))) ? after : null
    },
  })
}

async function save(
  before: FlowActionRecord,
  after: FlowActionRecord,
  entries: LogEntry[],
): Promise<boolean> {
  const db = await getDb()
  const saved = db
    .update(flowActions)
    .set(changesBetween(before, after))
    .where(and(eq(flowActions.id, after.id), eq(flowActions.version, before.version)))
    .returning({ id: flowActions.id })
  const done = sql`, followed as (delete from ${actionFollowUps} where action_id in (select id from saved))`
  const written = await db.execute(
    sql`with saved as ${saved} ${isEnd(before, after) ? done : sql``} ${insertIntoLog(entries, sql`saved`)}`,
  )
  return countRows(written) > 0
}

async function reload(id: string): Promise<FlowActionRecord> {
  const db = await getDb()
  const [record] = await db.select().from(flowActions).where(eq(flowActions.id, id))
  if (!record) throw new Error(`No act ${id}.`)
  return record
}

type Change = {
  before: FlowActionRecord
  after: FlowActionRecord
  step: ActStep
  actor: Actor
  at: number
}

/** The events of one step. One of them carries the step whole, so that the log alone can rebuild the record. */
function entriesOf({ before, after, step, actor, at }: Change): LogEntry[] {
  const { version } = after
  const phase = phaseOf(step)
  const entries: LogEntry[] = []
  if (phase !== null) entries.push(entryOf(before, { actor, at, phase, facts: { step, version } }))
  if (isEnd(before, after)) {
    const { state: outcome, newFlowInstId } = after
    const facts = { outcome, newFlowInstId, version, ...(phase === null ? { step } : {}) }
    entries.push(entryOf(before, { actor, at, phase: 'settled', facts }))
  }
  return entries
}

function entryOf(
  { orgId, kind, id }: FlowActionRecord,
  entry: Pick<LogEntry, 'actor' | 'at' | 'phase' | 'facts'>,
): LogEntry {
  return { ...entry, orgId, action: kind, subject: id }
}
