import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Person, TestCaller } from './test-caller'

let caller: TestCaller
let person: Person
let flowInstId: string

const triggerTime = Date.UTC(2026, 0, 5, 12, 39, 0)

beforeEach(async () => {
  caller = await TestCaller.start({ company: 'empty' })
  const now = Math.floor(Date.now() / 1000) * 1000
  const made = await caller.seed({ status: 'RUNNING', triggerTime: now, startTime: now + 1_000 })
  person = made.person
  flowInstId = made.flowInstId
})
afterEach(() => caller.simulator.close())

const set = (change: Record<string, unknown>): Promise<unknown> =>
  caller.control('PATCH', '/settings', change)
const detail = async (): Promise<Record<string, unknown>> =>
  (await caller.instance(person, flowInstId)).body.data as Record<string, unknown>
const page = async (pageNo: number, sorters?: unknown[]): Promise<Record<string, unknown>> =>
  (await caller.search(person, { pagination: { pageNo, pageSize: 1, sorters } })).body

it('counts pages from 1, refusing 0 or reading it as 1; or from 0', async () => {
  expect((await page(0)).code).toBe(62102)
  await set({ pageZero: 'as-one' })
  expect((await page(0)).data).toMatchObject({ flowInsts: [{ instanceId: flowInstId }] })
  await set({ pageBase: 0 })
  expect((await page(0)).data).toMatchObject({ flowInsts: [{ instanceId: flowInstId }] })
  expect((await page(1)).data).toMatchObject({ flowInsts: [] })
  expect(await caller.protocolErrors()).toEqual([])
})

it('spells sorters one way, the other, or both', async () => {
  const spelled = async (field: string): Promise<unknown> => (await page(1, [{ field, order: 'DESC' }])).code
  expect([await spelled('startTime'), await spelled('start_time')]).toEqual([0, 62102])
  await set({ sorterSpelling: 'snake' })
  expect([await spelled('startTime'), await spelled('start_time')]).toEqual([62102, 0])
  expect((await page(1, [{ field: 'startTime' }])).msg).toBe('The sorters field parameter is invalid')
  await set({ sorterSpelling: 'both' })
  expect([await spelled('startTime'), await spelled('start_time')]).toEqual([0, 0])
})

it('counts the page only, where told so', async () => {
  await caller.control('POST', '/instances', { owners: [person.username] })
  expect((await page(1)).data).toMatchObject({ count: 2 })
  await set({ count: 'page' })
  expect((await page(1)).data).toMatchObject({ count: 1 })
})

it('writes graphs in every form and spelling', async () => {
  expect(JSON.parse(String((await detail()).graph)).tasks[0]).toHaveProperty('taskName')
  await set({ graphKeys: 'snake' })
  expect(JSON.parse(String((await detail()).graph)).tasks[0]).toMatchObject({
    task_name: 'task_1',
    node_id: expect.any(String),
  })
  await set({ graphKeys: 'mixed' })
  expect(JSON.parse(String((await detail()).graph)).tasks[0]).toMatchObject({
    task_name: 'task_1',
    nodeId: expect.any(String),
  })
  await set({ graphForm: 'object' })
  expect((await detail()).graph).toMatchObject({ do_as: 'data_northwind' })
  await set({ graphForm: 'broken' })
  const { graph } = await detail()
  expect(() => JSON.parse(String(graph))).toThrow(SyntaxError)
})

it('wraps replies by code or status, numbers or texts, object or array, with or without a request id', async () => {
  await set({ envelope: 'status', numbers: 'string', getData: 'array', requestId: false })
  const { body } = await caller.instance(person, flowInstId)
  expect(body).toMatchObject({ status: '0', data: [{ status: '2', flowId: expect.stringMatching(/^\d+$/) }] })
  expect(body).not.toHaveProperty('code')
  expect(body).not.toHaveProperty('requestId')
})

it('matches HTTP statuses to codes where told so', async () => {
  await set({ errorHttp: 'matching' })
  expect((await caller.instance(person, '1-2020010100')).http).toBe(400)
  expect((await caller.instance({ ...person, orgId: 'o1' }, flowInstId)).http).toBe(403)
  await caller.control('PUT', `/instances/${flowInstId}`, { status: 'SUCCESS' })
  expect((await caller.cancel(person, flowInstId)).http).toBe(409)
})

it('writes times in the zones set, digits of IDs in UTC', async () => {
  const made = await caller.control<{ flowInstId: string }>('POST', '/instances', {
    owners: [person.username],
    triggerTime,
    startTime: triggerTime + 37_000,
  })
  flowInstId = made.flowInstId
  expect(flowInstId).toMatch(/-20260105123900$/)
  expect(await detail()).toMatchObject({
    triggerTime: '2026-01-05 20:39:00',
    startTime: '2026-01-05 20:39:37',
  })
  await set({ zones: { run: '0' } })
  expect(await detail()).toMatchObject({
    triggerTime: '2026-01-05 20:39:00',
    startTime: '2026-01-05 12:39:37',
  })
  expect((await detail()).calDt).toBe('2026-01-04')
})

it('surrounds owners with stray semicolons', async () => {
  await set({ ownerStyle: 'stray' })
  expect((await detail()).owner).toBe(`;${person.username};`)
})

it('refuses settings that do not exist', async () => {
  expect(await set({ pageBase: 2 })).toMatchObject({ error: 'Setting "pageBase" cannot be 2.' })
  expect(await set({ colour: 'red' })).toMatchObject({ error: 'There is no setting "colour".' })
})

it('answers later where told so', async () => {
  await set({ latencyMs: 120 })
  const started = performance.now()
  await detail()
  expect(performance.now() - started).toBeGreaterThanOrEqual(115)
})
