import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Person, TestCaller } from './test-caller'

const TIME = '/batch-processing-service/v2.1/time'
let caller: TestCaller
let alice: Person

beforeEach(async () => {
  caller = await TestCaller.start()
  const accounts = await caller.control<Person[]>('GET', '/accounts')
  alice = accounts.find((account) => account.username === 'alice') as Person
})
afterEach(() => caller.simulator.close())

const query = { action: 'getTimeZone' }
const path = `${TIME}?action=getTimeZone`

it('lets a signed call in', async () => {
  const reply = await caller.get(TIME, query)
  expect(reply).toMatchObject({ http: 200, body: { code: 0, msg: 'OK', data: { timezone: 'GMT+8' } } })
  expect(reply.body.requestId).toEqual(expect.any(String))
  expect(await caller.protocolErrors()).toEqual([])
})

it('refuses an unsigned call', async () => {
  const reply = await caller.raw('GET', path, {})
  expect(reply).toMatchObject({ http: 401, body: { message: 'Invalid authentication credentials' } })
  expect(await caller.protocolErrors()).toEqual(['unsigned'])
})

it('refuses a signature over something else', async () => {
  const headers = await caller.signed({ action: 'getCurrentTime' })
  expect((await caller.raw('GET', path, headers)).http).toBe(401)
  expect(await caller.protocolErrors()).toEqual(['bad-signature'])
})

it('refuses an upper-case signature', async () => {
  const headers = await caller.signed(query)
  headers['apim-signature'] = String(headers['apim-signature']).toUpperCase()
  expect((await caller.raw('GET', path, headers)).http).toBe(401)
})

it('refuses a body that is not the signed bytes', async () => {
  const { userId, orgId } = alice
  const signedQuery = { action: 'cancel', userId, orgId }
  const headers = await caller.signed(signedQuery, '{"flowInstId":"1-2"}')
  const reply = await caller.post(
    `/batch-processing-service/v2.1/flowInstances?${new URLSearchParams(signedQuery)}`,
    '{"flowInstId": "1-2"}',
    headers,
  )
  expect(reply.http).toBe(401)
})

it('refuses the same signature a second time', async () => {
  const headers = await caller.signed(query)
  expect((await caller.raw('GET', path, headers)).http).toBe(200)
  expect((await caller.raw('GET', path, headers)).http).toBe(401)
  expect(await caller.protocolErrors()).toEqual(['replayed-signature'])
})

it('refuses a timestamp outside the window, as its own clock sees it', async () => {
  const old = await caller.signed(query, '', Date.now() - 301_000)
  expect((await caller.raw('GET', path, old)).http).toBe(401)
  await caller.token()
  await caller.control('PATCH', '/settings', { clockSkewMs: 400_000 })
  expect((await caller.get(TIME, query)).http).toBe(401)
  expect(await caller.protocolErrors()).toEqual(['stale-timestamp', 'stale-timestamp'])
  const ahead = await caller.signed(query, '', Date.now() + 400_000)
  expect((await caller.raw('GET', path, ahead)).http).toBe(200)
})

it('answers 1203 for an expired token and 401 for one never issued', async () => {
  await caller.token()
  await caller.control('POST', '/tokens/expire')
  expect(await caller.get(TIME, query)).toMatchObject({ http: 200, body: { code: 1203 } })
  expect(await caller.protocolErrors()).toEqual([])
  caller.forgetToken()
  expect((await caller.get(TIME, query)).body.code).toBe(0)
  const headers = { ...(await caller.signed(query)), 'apim-accesstoken': 'made-up' }
  expect((await caller.raw('GET', path, headers)).http).toBe(401)
})

it('answers 404 and keeps a record for what is no operation', async () => {
  expect((await caller.raw('GET', '/redirected', {})).http).toBe(404)
  expect(
    (await caller.get('/batch-processing-service/v2.1/flows', { action: 'delete', flowId: '1' })).http,
  ).toBe(404)
  expect(await caller.protocolErrors()).toEqual(['unknown-operation', 'unknown-operation'])
})

it('limits calls per second with Retry-After', async () => {
  await caller.token()
  await caller.control('PATCH', '/settings', { rateLimitPerSecond: 2 })
  const replies = await Promise.all(Array.from({ length: 12 }, () => caller.get(TIME, query)))
  const limited = replies.filter((reply) => reply.http === 429)
  expect(limited.length).toBeGreaterThan(0)
  expect(limited[0]?.body).toEqual({ message: 'API rate limit exceeded' })
  expect(limited[0]?.headers.get('retry-after')).toBe('1')
})

it('refuses a body over the limit', async () => {
  const reply = await caller.post('/apim-token-service/v2.0/token/get', `"${'x'.repeat(1_048_577)}"`)
  expect(reply).toMatchObject({ http: 413, body: { message: 'Request size limit exceeded' } })
})

it('notes repeated names, a plus, and undocumented parameters', async () => {
  const repeated = await caller.raw('GET', `${path}&action=getTimeZone`, await caller.signed(query))
  expect(repeated.http).toBe(200)
  await caller.raw('GET', `${path}&x=1+2`, await caller.signed({ ...query, x: '1 2' }))
  expect(await caller.protocolErrors()).toEqual([
    'repeated-parameter',
    'plus-in-query',
    'undocumented-parameter',
  ])
})
