import { randomInt } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FaultKind } from '@/e2e/support/simulator-control'
import type { OpenDatabase } from '@/lib/db/client'
import { events, people, sessions } from '@/lib/db/schema'
import { endSession, readSession } from '@/lib/people/sessions'
import { type SignedIn, signIn, type Wish } from '@/lib/people/sign-in'
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

afterEach(() => void vi.useRealTimers())

async function tryWith(wish: Pick<Wish, 'username' | 'password'> & Partial<Wish>): Promise<SignedIn> {
  return signIn({ address: null, replaces: null, ...wish })
}

async function sidOf(username: string, password: string): Promise<string> {
  const result = await tryWith({ username, password })
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
    expect(await tryWith(account)).toEqual({ ok: false, problem, waitS: null })
  })

  it('tells EnOS’s limit from ours, and asks EnOS no more than five times', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { username } = await enos.newAccount()
    const wrong = { username, password: 'not-the-password' }
    expect(await tryWith(wrong)).toEqual({ ok: false, problem: 'wrong_password', waitS: null })
    await enos.control.addFault({
      operation: 'iam.login',
      match: { principal: username },
      kind: { type: 'code', code: 30429, msg: 'Too many failures, try again later' },
    })
    expect(await tryWith(wrong)).toEqual({ ok: false, problem: 'too_many_tries', waitS: null })
    for (let n = 3; n <= 5; n++) await tryWith(wrong)
    const slowed = { ok: false, problem: 'slowed', waitS: 60 }
    expect(await tryWith(wrong)).toEqual(slowed)
    expect(await tryWith({ username: ` ${username.toUpperCase()} `, password: 'x' })).toEqual(slowed)
    expect(await enos.control.calls({ operation: 'iam.login', principal: username })).toHaveLength(5)
  })

  it('does not count what EnOS never judged', async () => {
    const account = await enos.newAccount()
    const fault = (kind: FaultKind) =>
      enos.control.addFault({ operation: 'iam.login', match: { principal: account.username }, kind })
    for (let n = 1; n <= 7; n++) {
      await fault({ type: 'cut', when: 'before' })
      expect(await tryWith(account)).toMatchObject({ problem: 'enos_unreachable' })
    }
    await fault({ type: 'http', status: 429 })
    expect(await tryWith(account)).toMatchObject({ problem: 'enos_limited' })
    expect(await tryWith(account)).toMatchObject({ ok: true })
  })

  it.each(['disabled', 'disabled-session', 'expired', 'must-change', 'mfa'] as const)(
    'asks EnOS no more than thirty times from one address about an account that is %s',
    async (state) => {
      const account = await enos.newAccount(state)
      const address = `2001:db8:${randomInt(0x10000).toString(16)}:${randomInt(0x10000).toString(16)}::1`
      for (let n = 0; n < 35; n++) await tryWith({ ...account, address })
      const calls = await enos.control.calls({ operation: 'iam.login', principal: account.username })
      expect(calls).toHaveLength(30)
      // Put right, it is let in from elsewhere at once.
      expect(await tryWith({ ...account, address: '198.51.100.3' })).not.toMatchObject({ problem: 'slowed' })
    },
  )

  it('counts no try against somebody whom the database could not sign in', async () => {
    const account = await enos.newAccount()
    await database.db.execute(sql`alter table sessions rename to sessions_away`)
    try {
      for (let n = 0; n < 7; n++)
        expect(await tryWith(account)).toEqual({ ok: false, problem: 'database_down', waitS: null })
    } finally {
      await database.db.execute(sql`alter table sessions_away rename to sessions`)
    }
    expect(await tryWith(account)).toMatchObject({ ok: true })
  })

  it('tells EnOS where the person is', async () => {
    const account = await enos.newAccount()
    await tryWith({ ...account, address: '203.0.113.7' })
    const [call] = await enos.control.calls({ operation: 'iam.login', principal: account.username })
    expect(call).toMatchObject({ clientIp: '203.0.113.7' })
  })

  it('ends the session whose place it takes, and only when the new one has begun', async () => {
    const account = await enos.newAccount()
    const replaces = await sidOf(account.username, account.password)
    await tryWith({ ...account, password: 'wrong', replaces })
    expect(await readSession(replaces)).not.toBeNull()
    const next = await tryWith({ ...account, replaces })
    if (!next.ok) throw new Error(next.problem)
    expect(await readSession(replaces)).toBeNull()
    expect(await readSession(next.sid)).toMatchObject({ userId: account.userId })
  })

  it.each([
    ['before EnOS is asked', 'sign_in_tries', 0],
    ['after EnOS has let the person in', 'sessions', 1],
  ])('says so when the database fails %s, and signs nobody in by halves', async (_name, table, asked) => {
    const account = await enos.newAccount()
    await database.db.execute(sql.raw(`alter table ${table} rename to ${table}_away`))
    try {
      expect(await tryWith(account)).toEqual({ ok: false, problem: 'database_down', waitS: null })
    } finally {
      await database.db.execute(sql.raw(`alter table ${table}_away rename to ${table}`))
    }
    const calls = await enos.control.calls({ operation: 'iam.login', principal: account.username })
    expect(calls).toHaveLength(asked)
    expect(await database.db.$count(people, eq(people.userId, account.userId))).toBe(0)
    expect(await tryWith(account)).toMatchObject({ ok: true })
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
