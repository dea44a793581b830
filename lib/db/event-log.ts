import 'server-only'
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/client'
import { events } from '@/lib/db/schema'
import type { FlowActionKind } from '@/lib/shared/flow-actions'

export type Actor =
  | { kind: 'person'; userId: string; username: string }
  | { kind: 'system'; part: 'follower' | 'list' | 'page' | 'sign_in' }

export type LogEntry = {
  orgId: string
  /** Unix ms, UTC. */
  at: number
  action: 'cancel' | 'role' | FlowActionKind
  phase: string
  /** What it is about: a cancellation's id, a person's user id. */
  subject: string
  actor: Actor
  facts: Record<string, unknown>
}

/** Appends to the log of an organization, which the database numbers and chains. */
export async function appendToLog(tx: Transaction, entries: LogEntry[]): Promise<void> {
  await tx.execute(insertIntoLog(entries))
}

/**
 * The same as one statement, to follow a `with`: nothing is appended unless `given` names a row that exists.
 * Returns the numbers of the events.
 */
export function insertIntoLog(entries: LogEntry[], given?: SQL): SQL {
  const rows = entries.map((entry, order) => {
    const { orgId, at, action, phase, subject } = entry
    return sql`(${order}::int, ${orgId}, ${at}::bigint, ${action}, ${phase}, ${subject}, ${canonicalText(entry)})`
  })
  return sql`
    insert into ${events} (org_id, at, action, phase, subject, body)
    select e.org_id, e.at, e.action, e.phase, e.subject, e.body
    from (values ${sql.join(rows, sql`, `)}) as e (place, org_id, at, action, phase, subject, body)
    ${given ? sql`where exists (select 1 from ${given})` : sql``}
    order by e.place
    returning n`
}

/** What the database computes for event `n`: SHA-256 over the hash before, the number and the stored text. */
export function chainHash(previous: string, n: number, body: string): string {
  return createHash('sha256').update(`${previous}\n${n}\n${body}`, 'utf8').digest('hex')
}

/** What the text of an event says; null where it is not the text of one. */
export function readEntry(body: string): LogEntry | null {
  try {
    const entry: Partial<LogEntry> | null = JSON.parse(body)
    const isEntry =
      typeof entry?.facts === 'object' && entry.facts !== null && typeof entry.actor === 'object'
    return isEntry && entry.actor !== null ? (entry as LogEntry) : null
  } catch {
    return null
  }
}

/** RFC 8785: the same facts are the same text, whatever order they were written in. */
export function canonicalText(entry: LogEntry): string {
  const text = canonicalize(entry)
  if (text === undefined) throw new Error('An event without a canonical text.')
  return text
}
