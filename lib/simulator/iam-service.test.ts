import { afterEach, beforeEach, expect, it } from 'vitest'
import { movableClock } from '@/lib/testing/clock'
import { TestCaller } from './test-caller'

type SessionBody = { session: { id: string; user: Record<string, unknown> } }
const INFO = '/enos-iam-service/v2.0/session/info'
const pass = movableClock()
let caller: TestCaller

beforeEach(async () => {
  caller = await TestCaller.start()
})
afterEach(() => caller.simulator.close())

it('signs a person in', async () => {
  const reply = await caller.logIn('alice', 'alice-demo-1', { clientIp: '10.0.0.1' })
  expect(reply.body).toMatchObject({
    status: 0,
    success: true,
    failed: false,
    session: {
      id: expect.stringMatching(/^IAM_S_/),
      expires: 7200,
      user: { id: 'u15426865866571', name: 'alice', state: 0, mfaType: 0, passwordState: 0 },
      workingOrganization: { id: 'o15504722874071', name: 'North Wind' },
    },
  })
  expect(await caller.protocolErrors()).toEqual([])
})

it.each([
  ['alice', 'wrong', 30400],
  ['nobody', 'x', 30400],
  ['disabled.dan', 'disableddan-demo-1', 30511],
  ['expired.eve', 'expiredeve-demo-1', 30410],
])('refuses %s with %s as %i', async (principal, credentials, code) => {
  const { body } = await caller.logIn(principal, credentials)
  expect(body).toMatchObject({ status: code, success: false, fail: true })
  expect(body.session).toBeUndefined()
})

it('logs whose sign-in it was and from where, and gives sessions the life that was set', async () => {
  await caller.control('PATCH', '/settings', { sessionLifeS: 240 })
  const { body } = await caller.logIn('alice', 'alice-demo-1', { clientIp: '10.0.0.1' })
  expect(body).toMatchObject({ session: { expires: 240 } })
  await caller.logIn('bob', 'bob-demo-1')
  expect(await caller.control('GET', '/calls?principal=alice')).toMatchObject([
    { operation: 'iam.login', principal: 'alice', clientIp: '10.0.0.1', http: 200, code: 0 },
  ])
})

it('refuses LDAP: without a link, and with one nobody set up', async () => {
  expect((await caller.logIn('alice', 'x', { authType: 1 })).body.status).toBe(30404)
  expect((await caller.logIn('alice', 'x', { authType: 1, linkName: 'corp' })).body.status).toBe(30400)
})

it('tells about passwords to change, second factors and disabled users', async () => {
  const max = (await caller.logIn('mustchange.max', 'mustchangemax-demo-1')).body as SessionBody
  expect(max.session.user.passwordState).toBe(1)
  const mia = (await caller.logIn('mfa.mia', 'mfamia-demo-1')).body as SessionBody
  expect(mia.session.user.mfaType).toBe(1)
  await caller.control('POST', '/accounts', { username: 'd', password: 'd', state: 'disabled-session' })
  const disabled = (await caller.logIn('d', 'd')).body as SessionBody
  expect(disabled.session.user.state).toBe(1)
})

it('locks an account out after five failures, for a while', async () => {
  await caller.control('PATCH', '/settings', { lockoutMs: 60_000 })
  for (let n = 0; n < 5; n += 1) expect((await caller.logIn('bob', 'no')).body.status).toBe(30400)
  expect((await caller.logIn('bob', 'bob-demo-1')).body.status).toBe(30429)
  expect((await caller.logIn('alice', 'alice-demo-1')).body.status).toBe(0)
  pass(60_050)
  expect((await caller.logIn('bob', 'bob-demo-1')).body.status).toBe(0)
})

it('forgets lockouts when told to', async () => {
  for (let n = 0; n < 5; n += 1) await caller.logIn('bob', 'no')
  await caller.control('POST', '/reset-lockouts')
  expect((await caller.logIn('bob', 'bob-demo-1')).body.status).toBe(0)
})

it('needs a signature', async () => {
  const reply = await caller.post('/enos-iam-service/v2.0/login', {
    authType: 0,
    principal: 'a',
    credentials: 'b',
  })
  expect(reply.http).toBe(401)
})

it('shows a living session by its Authorization header', async () => {
  const { session } = (await caller.logIn('alice', 'alice-demo-1', { expireInterval: 60 }))
    .body as SessionBody
  const ask = async (id: string): Promise<Record<string, unknown>> =>
    (await caller.post(INFO, '', { ...(await caller.signed({})), authorization: id })).body
  expect(await ask(session.id)).toMatchObject({
    status: 0,
    session: { id: session.id, user: { password_state: 0 } },
  })
  expect((await ask('IAM_S_other')).status).toBe(30401)
  pass(60_050)
  expect((await ask(session.id)).status).toBe(30401)
})
