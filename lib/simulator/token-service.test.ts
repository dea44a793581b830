import { afterEach, beforeEach, expect, it } from 'vitest'
import { movableClock } from '@/lib/testing/clock'
import { TestCaller } from './test-caller'

const GET = '/apim-token-service/v2.0/token/get'
const REFRESH = '/apim-token-service/v2.0/token/refresh'
const pass = movableClock()
let caller: TestCaller

beforeEach(async () => {
  caller = await TestCaller.start()
})
afterEach(() => caller.simulator.close())

it('gives one token while it lives, with what is left of its life', async () => {
  const first = await caller.post(GET, caller.tokenBody())
  expect(first.body).toMatchObject({ status: 0, msg: 'SUCCESS', business: 'apim-token-service' })
  const { accessToken, expire } = first.body.data as { accessToken: string; expire: number }
  expect(expire).toBe(7200)
  pass(1_100)
  const second = await caller.post(GET, caller.tokenBody())
  expect(second.body.data).toMatchObject({ accessToken })
  expect((second.body.data as { expire: number }).expire).toBeLessThan(7200)
})

it('takes the timestamp as a text too', async () => {
  const body = caller.tokenBody()
  expect((await caller.post(GET, { ...body, timestamp: String(body.timestamp) })).body.status).toBe(0)
})

it('gives a new token on refresh; the old one works on or not, as set', async () => {
  const accessToken = await caller.token()
  const reply = await caller.post(REFRESH, { ...caller.tokenBody(), accessToken })
  expect(reply.body.status).toBe(0)
  expect((reply.body.data as { accessToken: string }).accessToken).not.toBe(accessToken)
  const query = { action: 'getCurrentTime' }
  const path = '/batch-processing-service/v2.1/time'
  expect((await caller.get(path, query)).body.code).toBe(0)
  await caller.control('PATCH', '/settings', { oldTokenAfterRefresh: 'refused' })
  expect((await caller.get(path, query)).body.code).toBe(1203)
})

it('refuses as documented', async () => {
  const accessToken = await caller.token()
  const body = caller.tokenBody()
  await caller.post(GET, body)
  expect((await caller.post(GET, body)).body.status).toBe(1001)
  expect((await caller.post(GET, { ...caller.tokenBody(), appKey: 'other' })).body.status).toBe(1002)
  expect((await caller.post(GET, { ...caller.tokenBody(), encryption: 'a'.repeat(64) })).body.status).toBe(
    1003,
  )
  expect((await caller.post(GET, caller.tokenBody(Date.now() - 400_000))).body.status).toBe(1004)
  expect((await caller.post(REFRESH, { ...caller.tokenBody(), accessToken: 'made-up' })).body.status).toBe(
    1204,
  )
  expect(await caller.protocolErrors()).toEqual([])
  expect((await caller.post(GET, { ...caller.tokenBody(), timestamp: 12 })).body.status).toBe(1004)
  expect((await caller.post(GET, { ...caller.tokenBody(), appKey: '' })).body.status).toBe(1202)
  expect(await caller.protocolErrors()).toEqual(['token-request', 'token-request'])
  await caller.control('POST', '/tokens/expire')
  expect((await caller.post(REFRESH, { ...caller.tokenBody(), accessToken })).body.status).toBe(1203)
})

it('can misspell the status and give short lives', async () => {
  await caller.control('PATCH', '/settings', { tokenStatusField: 'stauts', tokenLifeS: 3 })
  const reply = await caller.post(GET, caller.tokenBody())
  expect(reply.body).toMatchObject({ stauts: 0, data: { expire: 3 } })
})
