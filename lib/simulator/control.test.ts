import { request } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { movableClock } from '@/lib/testing/clock'
import { type Person, TestCaller } from './test-caller'

type Call = { n: number; operation: string; userId: string | null; http: number; code: number; ms: number }
type Truth = {
  statusDesc: string
  endTime: number | null
  history: { name: string }[]
  tasks: { status: string }[]
}
const pass = movableClock()
let caller: TestCaller

beforeEach(async () => {
  // To a busy hour, so that the company's long runs are under way whenever the tests are.
  pass(Date.UTC(2026, 8, 7, 10, 0) - Date.now())
  caller = await TestCaller.start({ settings: { cancelDelayMs: [80, 120] } })
})
afterEach(() => caller.simulator.close())

async function alice(): Promise<Person> {
  const accounts = await caller.control<Person[]>('GET', '/accounts')
  return accounts.find((account) => account.username === 'alice') as Person
}

async function alicesInstance(flowName: string): Promise<string> {
  const person = await alice()
  for (const type of [0, 1, 2]) {
    const { data } = (await caller.search(person, { type, expression: flowName, status: '2' })).body
    const found = (data as { flowInsts: { instanceId: string }[] }).flowInsts[0]
    if (found) return found.instanceId
  }
  throw new Error(`${flowName} has no running instance`)
}

it('names the accounts and makes new ones, each name once', async () => {
  expect(await caller.control('GET', '/accounts')).toContainEqual(
    expect.objectContaining({ username: 'carol', orgName: '南方光伏', password: 'carol-demo-1' }),
  )
  const made = await caller.control('POST', '/accounts', { username: 'new', password: 'n' })
  expect(made).toMatchObject({
    username: 'new',
    userId: expect.stringMatching(/^u\d+$/),
    orgId: 'o15504722874071',
  })
  expect(await caller.control('POST', '/accounts', { username: 'new', password: 'n' })).toHaveProperty(
    'error',
  )
  expect((await caller.logIn('new', 'n')).body.status).toBe(0)
})

it('logs every call, to be asked for by operation, person and number', async () => {
  const { person, flowInstId } = await caller.seed()
  await caller.instance(person, flowInstId)
  await caller.search(person)
  const calls = await caller.control<Call[]>('GET', '/calls')
  expect(calls.map((call) => call.operation)).toEqual([
    'token.get',
    'flowInstances.get',
    'flowInstances.search',
  ])
  expect(calls[1]).toMatchObject({ userId: person.userId, flowInstId, http: 200, code: 0 })
  expect(calls[2]).toMatchObject({ owner: person.username })
  expect(await caller.control<Call[]>('GET', `/calls?since=${calls[1]?.n}`)).toHaveLength(1)
  expect(await caller.control<Call[]>('GET', `/calls?userId=${person.userId}`)).toHaveLength(2)
  expect(await caller.control<Call[]>('GET', `/calls?flowInstId=${flowInstId}`)).toHaveLength(1)
})

it('tells the tokens, signatures and sessions that have passed', async () => {
  const { person, flowInstId } = await caller.seed()
  await caller.instance(person, flowInstId)
  await caller.logIn('alice', 'alice-demo-1')
  expect(await caller.control('GET', '/secrets')).toEqual({
    token: [expect.stringMatching(/^[0-9a-f]{32}$/)],
    encryption: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    signature: [expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)],
    session: [expect.stringMatching(/^IAM_S_/)],
  })
})

it('forces an instance into a status and keeps its history', async () => {
  const { person, flowInstId } = await caller.seed({ status: 'WAIT' })
  await caller.control('PUT', `/instances/${flowInstId}`, { status: 'RUNNING' })
  const ended = await caller.control<Truth>('PUT', `/instances/${flowInstId}`, { status: 'TIMEOUT' })
  expect(ended).toMatchObject({ statusDesc: 'TIMEOUT', endTime: expect.any(Number) })
  expect(ended.history.map((mark) => mark.name)).toEqual(['WAIT', 'RUNNING', 'TIMEOUT'])
  expect((await caller.cancel(person, flowInstId)).body.code).toBe(62104)
})

it('gives a start to what is forced to run, and states to its tasks', async () => {
  const { flowInstId } = await caller.seed({ status: 'WAIT', tasks: ['load', 'check'] })
  const path = `/instances/${flowInstId}`
  expect(await caller.control('PUT', path, { status: 'RUNNING' })).toMatchObject({
    startTime: expect.any(Number),
  })
  const tasks = [{ name: 'check', status: 'FAIL' }]
  const failed = await caller.control<Truth>('PUT', path, { status: 'FAIL', endTime: null, tasks })
  expect(failed).toMatchObject({
    statusDesc: 'FAIL',
    endTime: null,
    tasks: [{}, { name: 'check', status: 'FAIL' }],
  })
  expect(await caller.control('PUT', path, { tasks: [{ name: 'other', status: 'FAIL' }] })).toHaveProperty(
    'error',
  )
})

it('shows a status that nobody knows', async () => {
  const { person, flowInstId } = await caller.seed({ status: 42 })
  expect((await caller.instance(person, flowInstId)).body.data).toMatchObject({ status: 42 })
})

it('brings a cancelled instance back to life, and stops it when asked again', async () => {
  const { person, flowInstId } = await caller.seed()
  await caller.cancel(person, flowInstId)
  await caller.control('PUT', `/instances/${flowInstId}`, { status: 'RUNNING' })
  pass(160)
  expect(await caller.control('GET', `/instances/${flowInstId}`)).toMatchObject({ statusDesc: 'RUNNING' })
  await caller.cancel(person, flowInstId)
  pass(160)
  expect(await caller.control('GET', `/instances/${flowInstId}`)).toMatchObject({ statusDesc: 'CANCEL' })
})

it('stops the company’s instances too; work handed in may still run for a moment', async () => {
  const id = await alicesInstance('icing-loss-study')
  expect((await caller.cancel(await alice(), id)).body.code).toBe(0)
  pass(160)
  const truth = await caller.control<Truth>('GET', `/instances/${id}`)
  expect(truth.statusDesc).toBe('CANCEL')
  for (const task of truth.tasks) expect(['SUCCESS', 'CANCEL', 'RUNNING']).toContain(task.status)
  expect(truth.tasks.map((task) => task.status)).toContain('CANCEL')
})

it('has one workflow that never stops and one that is locked', async () => {
  const bridge = await alicesInstance('legacy-scada-bridge')
  expect((await caller.cancel(await alice(), bridge)).body.code).toBe(0)
  pass(160)
  expect(await caller.control('GET', `/instances/${bridge}`)).toMatchObject({
    statusDesc: 'RUNNING',
    cancelCount: 1,
  })
  const locked = await alicesInstance('revenue-settlement')
  expect((await caller.cancel(await alice(), locked)).body.code).toBe(62105)
})

it('grows the company at run time', async () => {
  const count = async (): Promise<number> =>
    ((await caller.search(await alice(), { status: '0,2,3,5,6,9' })).body.data as { count: number }).count
  const before = await count()
  await caller.control('PATCH', '/settings', { size: 5 })
  expect(await count()).toBeGreaterThan(before * 3)
})

it('answers what it cannot do in words', async () => {
  expect(await caller.control('GET', '/nothing')).toEqual({ error: 'There is no GET /nothing.' })
  expect(await caller.control('GET', '/instances/1-2020010100')).toHaveProperty('error')
  expect(await caller.control('POST', '/instances', { owners: 'alice' })).toHaveProperty('error')
  expect(await caller.control('POST', '/instances', { owners: ['alice'], onCancel: 'x' })).toHaveProperty(
    'error',
  )
})

it('answers nobody who calls it by another name', async () => {
  const asked = async (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asking = request(`${caller.simulator.controlUrl}/accounts`, { headers: { host } }, (answer) =>
        resolve(answer.resume().statusCode),
      )
      asking.on('error', reject).end()
    })
  const { port } = new URL(caller.simulator.controlUrl)
  expect(await asked(`localhost:${port}`)).toBe(200)
  for (const host of [
    'elsewhere.example',
    `127.0.0.1.elsewhere.example:${port}`,
    'localhost.elsewhere.example',
  ])
    expect([host, await asked(host)]).toEqual([host, 403])
})
