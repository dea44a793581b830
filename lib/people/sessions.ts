import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { type Database, getDb, type Transaction } from '@/lib/db/client'
import { people, sessions } from '@/lib/db/schema'

export type NewSession = {
  userId: string
  orgId: string
  /** EnOS's session id, encrypted. */
  enosSession: string
  endsAt: number
}

/** Starts a session and returns its id. The end is absolute: using a session never prolongs it. */
export async function startSession(tx: Transaction, session: NewSession): Promise<string> {
  const sid = randomBytes(32).toString('base64url')
  await tx.insert(sessions).values({ ...session, sidHash: hashOf(sid), startedAt: Date.now() })
  return sid
}

function hashOf(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url')
}

export type LiveSession = {
  userId: string
  orgId: string
  orgName: string
  username: string
  role: 'engineer' | 'lead'
  endsAt: number
}

/** Who holds a session that is neither over nor signed out; the role as it is now. */
export async function readSession(sid: string): Promise<LiveSession | null> {
  const db = await getDb()
  const [found] = await db
    .select({
      userId: sessions.userId,
      orgId: sessions.orgId,
      orgName: people.orgName,
      username: people.username,
      role: people.role,
      endsAt: sessions.endsAt,
    })
    .from(sessions)
    .innerJoin(people, and(eq(people.orgId, sessions.orgId), eq(people.userId, sessions.userId)))
    .where(and(eq(sessions.sidHash, hashOf(sid)), isNull(sessions.endedAt), gt(sessions.endsAt, Date.now())))
  return found ?? null
}

/** Ends a session on the server and forgets EnOS's: the cookie that names it is worthless from now on. */
export async function endSession(sid: string): Promise<void> {
  await endSessionIn(await getDb(), sid)
}

export async function endSessionIn(db: Database | Transaction, sid: string): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: Date.now(), enosSession: null })
    .where(and(eq(sessions.sidHash, hashOf(sid)), isNull(sessions.endedAt)))
}
