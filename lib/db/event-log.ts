import 'server-only'
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { eq } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/client'
import { eventHeads, events } from '@/lib/db/schema'

export type Actor =
  | { kind: 'person'; userId: string; username: string }
  | { kind: 'system'; part: 'follower' | 'list' | 'page' | 'sign_in' }

export type LogEntry = {
  orgId: string
  /** Unix ms, UTC. */
  at: number
  action: 'cancel' | 'role'
  phase: string
  /** What it is about: a cancellation's id, a person's user id. */
  subject: string
  actor: Actor
  facts: Record<string, unknown>
}

const FIRST = '0'.repeat(64)

/**
 * The only writer of the append-only log. Entries of an organization are numbered without gaps and each carries
 * the hash of the one before, over the canonical text (RFC 8785) that is stored as it was hashed.
 * Callers lock their own record first: whoever holds the head waits for nothing else.
 */
export async function appendToLog(tx: Transaction, entries: LogEntry[]): Promise<void> {
  const orgId = entries[0]?.orgId
  if (orgId === undefined) return
  if (entries.some((entry) => entry.orgId !== orgId))
    throw new Error('One append belongs to one organization.')
  let head = await lockHead(tx, orgId)
  const rows = entries.map((entry) => {
    const n = head.n + 1
    const body = canonicalText(n, entry)
    const row = {
      orgId,
      n,
      at: entry.at,
      action: entry.action,
      phase: entry.phase,
      subject: entry.subject,
      body,
    }
    const chained = { ...row, previousHash: head.hash, hash: chainHash(head.hash, body) }
    head = { n, hash: chained.hash }
    return chained
  })
  await tx.insert(events).values(rows)
  await tx.update(eventHeads).set(head).where(eq(eventHeads.orgId, orgId))
}

export function chainHash(previous: string, body: string): string {
  return createHash('sha256').update(`${previous}\n${body}`, 'utf8').digest('hex')
}

async function lockHead(tx: Transaction, orgId: string): Promise<{ n: number; hash: string }> {
  const read = () => tx.select().from(eventHeads).where(eq(eventHeads.orgId, orgId)).for('update')
  const [head] = await read()
  if (head) return { n: head.n, hash: head.hash }
  await tx.insert(eventHeads).values({ orgId, n: 0, hash: FIRST }).onConflictDoNothing()
  const [made] = await read()
  if (!made) throw new Error('The head of the log could not be made.')
  return { n: made.n, hash: made.hash }
}

function canonicalText(n: number, entry: LogEntry): string {
  const text = canonicalize({ n, ...entry })
  if (text === undefined) throw new Error('An event without a canonical text.')
  return text
}
