import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Person, TestCaller } from './test-caller'

type Truth = { cancelCount: number }
let caller: TestCaller
let person: Person
let flowInstId: string

beforeEach(async () => {
  caller = await TestCaller.start({ company: 'empty' })
  const made = await caller.seed()
  person = made.person
  flowInstId = made.flowInstId
  await caller.token()
})
afterEach(() => caller.simulator.close())

const fault = (kind: unknown, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
  caller.control('POST', '/faults', { operation: 'flowInstances.cancel', kind, ...more })
const cancelCount = async (): Promise<number> =>
  (await caller.control<Truth>('GET', `/instances/${flowInstId}`)).cancelCount

it('delays, before or after the call is processed', async () => {
  await fault({ type: 'delay', ms: 150, when: 'after' })
  const from = performance.now()
  const answer = caller.cancel(person, flowInstId)
  await expect.poll(cancelCount).toBe(1)
  expect((await answer).body.code).toBe(0)
  expect(performance.now() - from).toBeGreaterThanOrEqual(149)
})

it.each([
  ['before', 0],
  ['after', 1],
])('holds a call %s it is processed, until it is let go', async (when, count) => {
  await fault({ type: 'hold', when })
  let isAnswered = false
  const answer = caller.cancel(person, flowInstId).finally(() => {
    isAnswered = true
  })
  const held = () => caller.control<object[]>('GET', '/held')
  await expect.poll(held).toMatchObject([{ operation: 'flowInstances.cancel', flowInstId, when }])
  expect(await cancelCount()).toBe(count)
  expect(isAnswered).toBe(false)
  await caller.control('POST', '/held/release')
  expect((await answer).body.code).toBe(0)
  expect(await cancelCount()).toBe(1)
  expect(await held()).toEqual([])
})

it('answers any HTTP status with any body and headers', async () => {
  await fault({
    type: 'http',
    status: 307,
    body: { message: 'elsewhere' },
    headers: { location: '/redirected' },
  })
  const reply = await caller.cancel(person, flowInstId)
  expect(reply).toMatchObject({ http: 307, body: { message: 'elsewhere' } })
  expect(reply.headers.get('location')).toBe('/redirected')
  expect(await cancelCount()).toBe(0)
})

it('answers a code, having acted or not', async () => {
  await fault({ type: 'code', code: 62109, msg: 'Internal server exception' })
  expect((await caller.cancel(person, flowInstId)).body).toMatchObject({ code: 62109 })
  expect(await cancelCount()).toBe(0)
  await fault({ type: 'code', code: 62109, msg: 'Internal server exception', acted: true })
  expect((await caller.cancel(person, flowInstId)).body).toMatchObject({ code: 62109 })
  expect(await cancelCount()).toBe(1)
})

it.each([
  ['before', 0],
  ['after', 1],
])('cuts the connection %s processing', async (when, count) => {
  await fault({ type: 'cut', when })
  await expect(caller.cancel(person, flowInstId)).rejects.toThrow('fetch failed')
  expect(await cancelCount()).toBe(count)
  const calls = await caller.control<{ http: number }[]>('GET', '/calls?operation=flowInstances.cancel')
  expect(calls).toMatchObject([{ http: 0, code: null, flowInstId }])
})

it('garbles an answer after processing', async () => {
  await fault({ type: 'garble' })
  const reply = await caller.cancel(person, flowInstId)
  expect(reply.http).toBe(200)
  expect(() => JSON.parse(reply.text)).toThrow(SyntaxError)
  expect(await cancelCount()).toBe(1)
})

it('answers HTML', async () => {
  await fault({ type: 'html', status: 502 })
  const reply = await caller.cancel(person, flowInstId)
  expect(reply.http).toBe(502)
  expect(reply.headers.get('content-type')).toContain('text/html')
})

it('meets only the calls it is meant for, as often as told', async () => {
  const other = await caller.seed()
  const kind = { type: 'http', status: 503 }
  await fault(kind, { match: { userId: person.userId, flowInstId }, times: 2 })
  expect((await caller.cancel(other.person, other.flowInstId)).http).toBe(200)
  expect((await caller.cancel(person, flowInstId)).http).toBe(503)
  expect((await caller.cancel(person, flowInstId)).http).toBe(503)
  expect((await caller.cancel(person, flowInstId)).http).toBe(200)
  expect(await caller.control('GET', '/faults')).toMatchObject([{ id: 1, used: 2, times: 2 }])
  await caller.control('DELETE', '/faults')
  expect(await caller.control('GET', '/faults')).toEqual([])
})

it('speaks in the envelope of the service that is struck', async () => {
  const kind = { type: 'code', code: 1001, msg: 'repeated' }
  await caller.control('POST', '/faults', { operation: 'token.get', kind })
  const reply = await caller.post('/apim-token-service/v2.0/token/get', caller.tokenBody())
  expect(reply.body).toMatchObject({ status: 1001, business: 'apim-token-service' })
  await caller.control('POST', '/faults', {
    operation: 'iam.login',
    kind: { type: 'code', code: 30429, msg: 'no' },
  })
  expect((await caller.logIn('alice', 'alice-demo-1')).body).toMatchObject({ status: 30429, success: false })
})

it('meets one sign-in and not another, by principal', async () => {
  const kind = { type: 'http', status: 503 }
  await caller.control('POST', '/faults', { operation: 'iam.login', match: { principal: 'bob' }, kind })
  expect((await caller.logIn('alice', 'alice-demo-1')).http).toBe(200)
  expect((await caller.logIn('bob', 'bob-demo-1')).http).toBe(503)
})

it('refuses faults that make no sense', async () => {
  expect(await fault({ type: 'explode' })).toMatchObject({ error: 'There is no kind of fault "explode".' })
  expect(await fault({ type: 'garble' }, { operation: 'x' })).toMatchObject({
    error: 'There is no operation "x".',
  })
})

it('is meant for one workflow or one task, where it names it', async () => {
  const other = await caller.seed()
  const { flowId } = await caller.control<{ flowId: number }>('GET', `/instances/${flowInstId}`)
  const kind = { type: 'hold', when: 'after' }
  await caller.control('POST', '/faults', { operation: 'flows.disable', match: { flowId }, kind })
  expect((await caller.flowAct('disable', other.person, { flowId: other.flowId })).body.code).toBe(0)
  const answer = caller.flowAct('disable', person, { flowId })
  const held = () => caller.control<object[]>('GET', '/held')
  await expect.poll(held).toMatchObject([{ operation: 'flows.disable', flowId: String(flowId) }])
  expect(await caller.control('GET', `/flows/${flowId}`)).toMatchObject({ active: 0 })
  await caller.control('POST', '/held/release')
  expect((await answer).body.code).toBe(0)

  const { tasks } = await caller.control<{ tasks: { taskInstId: string }[] }>(
    'GET',
    `/instances/${flowInstId}`,
  )
  const [first, second] = tasks.map((task) => task.taskInstId)
  const http = { type: 'http', status: 503 }
  const match = { taskInstId: second }
  await caller.control('POST', '/faults', { operation: 'taskInstances.getLog', match, kind: http })
  expect((await caller.log(person, String(first))).http).toBe(200)
  expect((await caller.log(person, String(second))).http).toBe(503)
  const calls = await caller.control<object[]>(
    'GET',
    `/calls?operation=taskInstances.getLog&taskInstId=${second}`,
  )
  expect(calls).toHaveLength(1)
})
