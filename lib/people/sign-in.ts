import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { getDb, type Transaction } from '@/lib/db/client'
import { appendToLog } from '@/lib/db/event-log'
import { people } from '@/lib/db/schema'
import { readEnv } from '@/lib/env'
import type { IamSession } from '@/lib/gateway/iam-session'
import { log } from '@/lib/log'
import { askEnos, settleIfPossible } from '@/lib/people/ask-enos'
import { endSessionIn, startSession } from '@/lib/people/sessions'
import {
  type AdmittedTry,
  admitTry,
  forgetOldTries,
  settleAsRight,
  settleAsUntried,
} from '@/lib/people/tries'
import type { SignInRefusal } from '@/lib/shared/sign-in'

export type SignedIn = { ok: true; sid: string; username: string } | ({ ok: false } & SignInRefusal)

export type Wish = {
  username: string
  password: string
  /** Where the person is, as far as that can be known. */
  address: string | null
  /** The session that the new one takes the place of. */
  replaces: string | null
}

type Identity = { userId: string; username: string; orgId: string; orgName: string }

/** Signs a person in with an EnOS account (enos-api.md 8.2) and starts a session that ends with EnOS's. */
export async function signIn(wish: Wish): Promise<SignedIn> {
  const { username, address } = wish
  const admission = await admitTry({ username, address }).catch(withoutDatabase)
  if (admission === null) return refused('database_down')
  if (!admission.ok) {
    log.warn({ event: 'sign_in.slowed', by: admission.by, address })
    return { ok: false, problem: 'slowed', waitS: Math.ceil(admission.waitMs / 1000) }
  }
  const askedAt = Date.now()
  const answer = await askEnos(wish, admission.admitted)
  void forgetOldTries()
  if (!answer.ok) {
    log.info({ event: 'sign_in.refused', problem: answer.problem, address })
    return refused(answer.problem)
  }
  const { session } = answer
  const started = await start({ session, askedAt, wish, admitted: admission.admitted }).catch(withoutDatabase)
  if (started === null) {
    await settleIfPossible(admission.admitted, settleAsUntried)
    return refused('database_down')
  }
  log.info({ event: 'sign_in.done', userId: session.userId, orgId: session.orgId })
  return { ok: true, sid: started, username: session.username }
}

function refused(problem: SignInRefusal['problem']): SignedIn {
  return { ok: false, problem, waitS: null }
}

function withoutDatabase(error: unknown): null {
  log.error({ event: 'sign_in.not_recorded', reason: error instanceof Error ? error.message : 'unknown' })
  return null
}

type Started = { session: IamSession; askedAt: number; wish: Wish; admitted: AdmittedTry }

/** All of it or nothing: nobody is signed in by halves. */
async function start({ session, askedAt, wish, admitted }: Started): Promise<string> {
  const { sessionId, expiresInMs, ...identity } = session
  const enosSession = await encode({ token: { sessionId }, secret: readEnv().AUTH_SECRET })
  const db = await getDb()
  return db.transaction(async (tx) => {
    await settleAsRight(tx, admitted)
    if (wish.replaces !== null) await endSessionIn(tx, wish.replaces)
    const { userId, orgId } = identity
    const sid = await startSession(tx, { userId, orgId, enosSession, endsAt: askedAt + expiresInMs })
    // Last, as it may write to the log of the organization, for which all its writers queue.
    await rememberPerson(tx, identity)
    return sid
  })
}

/** TEAM_LEADS names the first leads: applied once a person, so that a later change of role stays. */
async function rememberPerson(tx: Transaction, identity: Identity): Promise<void> {
  const now = Date.now()
  const [person] = await tx
    .insert(people)
    .values({ ...identity, role: 'engineer', seenAt: now })
    .onConflictDoUpdate({
      target: [people.orgId, people.userId],
      set: { username: sql`excluded.username`, orgName: sql`excluded.org_name`, seenAt: now },
    })
    .returning()
  if (!person || person.leadAppliedAt !== null || !isNamedLead(identity)) return
  await tx
    .update(people)
    .set({ role: 'lead', leadAppliedAt: now })
    .where(and(eq(people.orgId, identity.orgId), eq(people.userId, identity.userId)))
  await appendToLog(tx, [
    {
      orgId: identity.orgId,
      at: now,
      action: 'role',
      phase: 'settled',
      subject: identity.userId,
      actor: { kind: 'system', part: 'sign_in' },
      facts: { username: identity.username, role: 'lead', because: 'TEAM_LEADS' },
    },
  ])
}

function isNamedLead({ orgId, username }: Identity): boolean {
  const leads = readEnv().TEAM_LEADS
  return leads.includes(username) || leads.includes(`${orgId}/${username}`)
}
