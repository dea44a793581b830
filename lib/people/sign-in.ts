import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { getDb, type Transaction } from '@/lib/db/client'
import { appendToLog } from '@/lib/db/event-log'
import { people } from '@/lib/db/schema'
import { readEnv } from '@/lib/env'
import { getGateway } from '@/lib/gateway/configured'
import type { LogInFailure } from '@/lib/gateway/iam'
import type { LogInRefusal } from '@/lib/gateway/iam-session'
import { log } from '@/lib/log'
import { startSession } from '@/lib/people/sessions'

export type SignInProblem =
  | LogInRefusal
  | 'enos_unreachable'
  | 'enos_timeout'
  | 'enos_refused_keys'
  | 'unexpected'

export type SignedIn = { ok: true; sid: string; username: string } | { ok: false; problem: SignInProblem }

type Identity = { userId: string; username: string; orgId: string; orgName: string }

/** Signs a person in with an EnOS account (enos-api.md 8.2) and starts a session that ends with EnOS's. */
export async function signIn(username: string, password: string): Promise<SignedIn> {
  const askedAt = Date.now()
  const answer = await getGateway().logIn({ principal: username, credentials: password })
  if (!answer.ok) {
    const problem = problemOf(answer.error)
    log.info({ event: 'sign_in.refused', problem })
    return { ok: false, problem }
  }
  const { sessionId, expiresInMs, ...identity } = answer.value
  const endsAt = askedAt + expiresInMs
  const enosSession = await encode({ token: { sessionId }, secret: readEnv().AUTH_SECRET })
  const db = await getDb()
  const sid = await db.transaction(async (tx) => {
    await rememberPerson(tx, identity)
    return startSession(tx, {
      userId: identity.userId,
      orgId: identity.orgId,
      enosSession,
      endsAt,
    })
  })
  log.info({ event: 'sign_in.done', userId: identity.userId, orgId: identity.orgId })
  return { ok: true, sid, username: identity.username }
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

function problemOf(error: LogInFailure): SignInProblem {
  switch (error.kind) {
    case 'unauthorized':
      return 'enos_refused_keys'
    case 'timeout':
      return 'enos_timeout'
    case 'unreachable':
    case 'gateway_error':
    case 'limited':
      return 'enos_unreachable'
    case 'bad_input':
      return 'wrong_password'
    case 'rejected':
    case 'malformed':
    case 'aborted':
      return 'unexpected'
    case 'sign_in':
      return error.reason
    default:
      return error satisfies never
  }
}
