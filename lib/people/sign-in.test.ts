import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '@/lib/db/client'
import { events, people, sessions } from '@/lib/db/schema'
import { endSession, readSession } from '@/lib/people/sessions'
import { signIn } from '@/lib/people/sign-in'
import { useFreshDatabase } from '@/lib/testing/databases'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
let database: OpenDatabase

beforeAll(async () => {
  enos = await startSimulatedEnos({}, { TEAM_LEADS: 'lead-of-test,o15504722874071/other-lead' })
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})

async function sidOf(username: string, password: string): Promise<string> {
  const result = await signIn(username, password)
  if (!result.ok) throw new Error(result.problem)
  return result.sid
}

describe('signing in', () => {
  it('starts a session with the identity of EnOS and its absolute end', async () => {
    const account = await enos.newAccount()
    const sid = await sidOf(account.username, account.password)
    const session = await readSession(sid)
    expect(session).toMatchObject({
      userId: account.userId,
      orgId: account.orgId,
      username: account.username,
      role: 'engineer',
    })
    const life = (session?.endsAt ?? 0) - Date.now()
    expect(life).toBeGreaterThan(7_100_000)
    expect(life).toBeLessThanOrEqual(7_200_000)
  })

  it('keeps neither its own id nor EnOS’s in clear', async () => {
    const account = await enos.newAccount()
    const sid = await sidOf(account.username, account.password)
    const rows = await database.db.select().from(sessions).where(eq(sessions.userId, account.userId))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(sid)
    expect(JSON.stringify(rows)).not.toContain('IAM_S_')
  })

  it('ends on the server: the session id is worthless afterwards, and EnOS’s is forgotten', async () => {
    const account = await enos.newAccount()
    const sid = await sidOf(account.username, account.password)
    await endSession(sid)
    expect(await readSession(sid)).toBeNull()
    const rows = await database.db.select().from(sessions).where(eq(sessions.userId, account.userId))
    expect(rows).toMatchObject([{ enosSession: null, endedAt: expect.any(Number) }])
  })

  it('is over at its end, however much it was used', async () => {
    const account = await enos.newAccount()
    const sid = await sidOf(account.username, account.password)
    await database.db
      .update(sessions)
      .set({ endsAt: Date.now() - 1 })
      .where(eq(sessions.userId, account.userId))
    expect(await readSession(sid)).toBeNull()
  })

  it.each([
    ['disabled', 'account_disabled'],
    ['disabled-session', 'account_disabled'],
    ['expired', 'password_expired'],
    ['must-change', 'must_change_password'],
    ['mfa', 'mfa_required'],
  ] as const)('is refused for an account that is %s', async (state, problem) => {
    const account = await enos.newAccount(state)
    expect(await signIn(account.username, account.password)).toEqual({ ok: false, problem })
  })

  it('tells a wrong password from too many tries', async () => {
    const account = await enos.newAccount()
    const tries: unknown[] = []
    for (let n = 0; n < 6; n++) tries.push(await signIn(account.username, 'not-the-password'))
    expect(tries[0]).toEqual({ ok: false, problem: 'wrong_password' })
    expect(tries.at(-1)).toEqual({ ok: false, problem: 'too_many_tries' })
  })

  it('makes a named lead once, as an event bound to the user id', async () => {
    const lead = await enos.control.createAccount({ username: 'lead-of-test', password: 'lead-password-1' })
    const role = async (): Promise<string | undefined> =>
      (await readSession(await sidOf('lead-of-test', 'lead-password-1')))?.role
    expect(await role()).toBe('lead')
    await database.db.update(people).set({ role: 'engineer' }).where(eq(people.userId, lead.userId))
    expect(await role()).toBe('engineer')
    const log = await database.db.select().from(events).where(eq(events.subject, lead.userId))
    expect(log).toMatchObject([{ action: 'role', phase: 'settled', n: 1 }])
  })
})
