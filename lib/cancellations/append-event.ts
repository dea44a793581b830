import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type CancellationRecord, project, type Step } from '@/lib/cancellations/record'
import { transition } from '@/lib/cancellations/transition'
import { getDb, type Transaction } from '@/lib/db/client'
import { type Actor, appendToLog, type LogEntry } from '@/lib/db/event-log'
import { cancellations, followUps } from '@/lib/db/schema'
import { isOpen } from '@/lib/shared/cancellation'

export type Appended = { written: boolean; record: CancellationRecord }

/**
 * Writes the intent: the record and its first event in one transaction.
 * Null when the same key, or an open cancellation of the same instance, is there already; then nothing is written.
 */
export async function appendIntent(record: CancellationRecord, actor: Actor): Promise<Appended | null> {
  const db = await getDb()
  return db.transaction(async (tx) => {
    const [made] = await tx.insert(cancellations).values(record).onConflictDoNothing().returning()
    if (!made) return null
    const { state: _, ...facts } = record
    await appendToLog(tx, [entryOf(record, actor, record.requestedAt, 'requested', facts)])
    await tx.insert(followUps).values({ cancellationId: record.id, dueAt: record.requestedAt, looks: 0 })
    return { written: true, record: made }
  })
}

/**
 * The only writer of state: locks the record, asks `transition`, writes the events and the record together.
 * Where the step cannot happen in the state that is found, or says nothing new, nothing is written.
 * @throws Error when there is no such record
 */
export async function appendEvent(
  id: string,
  { step, actor, at }: { step: Step; actor: Actor; at: number },
): Promise<Appended> {
  const db = await getDb()
  return db.transaction(async (tx) => {
    const [record] = await tx.select().from(cancellations).where(eq(cancellations.id, id)).for('update')
    if (!record) throw new Error(`No cancellation ${id}.`)
    const next = transition(record.state, step)
    if (next === null) return { written: false, record }
    const after = project(record, step, next, at)
    const entries = entriesOf(record, after, step, actor, at)
    if (entries.length === 0) return { written: false, record }
    await appendToLog(tx, entries)
    await saveRecord(tx, record, after)
    return { written: true, record: after }
  })
}

async function saveRecord(
  tx: Transaction,
  before: CancellationRecord,
  after: CancellationRecord,
): Promise<void> {
  const { id, ...columns } = after
  const unchanged = and(eq(cancellations.id, id), eq(cancellations.state, before.state))
  const saved = await tx
    .update(cancellations)
    .set(columns)
    .where(unchanged)
    .returning({ id: cancellations.id })
  if (saved.length !== 1) throw new Error(`Cancellation ${id} changed while it was locked.`)
  if (!isOpen(after.state)) await tx.delete(followUps).where(eq(followUps.cancellationId, id))
}

function entriesOf(
  before: CancellationRecord,
  after: CancellationRecord,
  step: Step,
  actor: Actor,
  at: number,
): LogEntry[] {
  const { type, ...facts } = step
  const entries: LogEntry[] = []
  const phase = phaseOf(before, step)
  if (phase !== null) entries.push(entryOf(before, actor, at, phase, facts))
  if (isOpen(before.state) && !isOpen(after.state)) {
    const outcome = { outcome: after.state, statusAfter: after.statusAfter }
    entries.push(entryOf(before, actor, at, 'settled', outcome))
  }
  return entries
}

/** Null where the step has no event of its own: a read that shows nothing new, or an ending that `settled` tells. */
function phaseOf(before: CancellationRecord, step: Step): string | null {
  switch (step.type) {
    case 'sent':
    case 'resent':
      return step.type
    case 'answered':
      return step.reply === 'answer' ? 'answered' : 'no_answer'
    case 'answer_lost':
      return 'no_answer'
    case 'seen':
      return step.status === before.statusSeen ? null : 'observed'
    case 'never_sent':
    case 'lost_track':
      return null
    default:
      return step satisfies never
  }
}

function entryOf(
  record: CancellationRecord,
  actor: Actor,
  at: number,
  phase: string,
  facts: Record<string, unknown>,
): LogEntry {
  return { orgId: record.orgId, at, action: 'cancel', phase, subject: record.id, actor, facts }
}
