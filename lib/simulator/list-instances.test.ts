import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Person, type Reply, TestCaller } from './test-caller'

type Item = { instanceId: string; statusDesc: string; owner: string } & Record<string, unknown>
let caller: TestCaller
let person: Person
let oldest: string

const HOUR = 3_600_000
const start = Math.floor(Date.now() / 1000) * 1000 - 10 * HOUR

beforeAll(async () => {
  caller = await TestCaller.start({ company: 'empty' })
  const first = await caller.seed({ type: 1, status: 'SUCCESS', triggerTime: start, flowName: 'Wind 风电' })
  person = first.person
  oldest = first.flowInstId
  const more = { owners: ['somebody', person.username], type: 1 }
  await caller.control('POST', '/instances', { ...more, status: 'RUNNING', triggerTime: start + HOUR })
  await caller.control('POST', '/instances', { ...more, status: 'WAIT', triggerTime: start + 2 * HOUR })
  await caller.control('POST', '/instances', { owners: [person.username], type: 0, triggerTime: start })
  await caller.control('POST', '/instances', { owners: [`${person.username}x`], type: 1, triggerTime: start })
})
afterAll(() => caller.simulator.close())

function items(reply: Reply): Item[] {
  return (reply.body.data as { flowInsts: Item[] }).flowInsts
}
async function names(change: Record<string, unknown>): Promise<string[]> {
  return items(await caller.search(person, change)).map((item) => item.statusDesc)
}

it('shows the instances of one owner and one type, newest trigger first', async () => {
  const reply = await caller.search(person)
  expect(reply.body.data).toMatchObject({ count: 3 })
  expect(items(reply).map((item) => item.statusDesc)).toEqual(['WAIT', 'RUNNING', 'SUCCESS'])
  expect(await names({ type: 0 })).toEqual(['RUNNING'])
})

it('shows items as documented: isCancelled, no business date, no task states', async () => {
  const item = items(await caller.search(person)).at(-1)
  expect(item).toMatchObject({ instanceId: oldest, status: 1, isCancelled: false, owner: person.username })
  expect(item).not.toHaveProperty('calDt')
  expect(item).not.toHaveProperty('alertMode')
  const graph = JSON.parse(String(item?.graph))
  expect(graph.tasks).toHaveLength(3)
  expect(graph.tasks[0]).not.toHaveProperty('status')
  expect(oldest).toMatch(/^\d+-\d{14}$/)
})

it('takes a window from inclusive to exclusive', async () => {
  expect(await names({ fromTriggerTime: start, toTriggerTime: start + HOUR })).toEqual(['SUCCESS'])
  expect(await names({ fromTriggerTime: start + 1, toTriggerTime: start + HOUR + 1 })).toEqual(['RUNNING'])
})

it('filters by statuses and by text on name and ID', async () => {
  expect(await names({ status: '2,5' })).toEqual(['WAIT', 'RUNNING'])
  expect(await names({ expression: '风' })).toEqual(['SUCCESS'])
  expect(await names({ expression: oldest.slice(0, 12) })).toContain('SUCCESS')
  expect(await names({ expression: 'nothing like it' })).toEqual([])
})

it('matches a whole name in the list of owners; no owner is no filter', async () => {
  expect(await names({ owner: 'somebody' })).toHaveLength(2)
  expect(await names({ owner: person.username.slice(0, -1) })).toHaveLength(0)
  expect(await names({ owner: '' })).toHaveLength(4)
})

it('pages, and counts what is found', async () => {
  const page = (pageNo: number): Promise<Reply> =>
    caller.search(person, { pagination: { pageNo, pageSize: 2 } })
  expect(items(await page(1))).toHaveLength(2)
  expect(items(await page(2)).map((item) => item.instanceId)).toEqual([oldest])
  expect((await page(3)).body.data).toEqual({ flowInsts: [], count: 3 })
})

it('sorts; what has no such time comes last', async () => {
  const by = (field: string, order: string): Promise<string[]> =>
    names({ pagination: { pageNo: 1, pageSize: 10, sorters: [{ field, order }] } })
  expect(await by('triggerTime', 'ASC')).toEqual(['SUCCESS', 'RUNNING', 'WAIT'])
  expect(await by('startTime', 'DESC')).toEqual(['RUNNING', 'SUCCESS', 'WAIT'])
  expect(await caller.protocolErrors()).toEqual([])
})

it.each([
  ['type as text', { type: '1' }],
  ['owner left out', { owner: undefined }],
  ['time as text', { fromTriggerTime: '1573648355000' }],
  ['status as number', { status: 1 }],
  ['status left out', { status: undefined }],
  ['no pagination', { pagination: undefined }],
  ['page size 0', { pagination: { pageNo: 1, pageSize: 0 } }],
  ['an unknown sorter', { pagination: { pageNo: 1, pageSize: 1, sorters: [{ field: 'name' }] } }],
])('refuses %s with 62102 and keeps a record', async (_, change) => {
  const before = (await caller.protocolErrors()).length
  expect((await caller.search(person, change)).body.code).toBe(62102)
  expect((await caller.protocolErrors()).length).toBe(before + 1)
})

it('refuses a user who does not match the organization with 62101', async () => {
  expect((await caller.search({ ...person, orgId: 'o15578227985571' })).body.code).toBe(62101)
  expect((await caller.search({ ...person, userId: 'u1' })).body.code).toBe(62101)
})

it('takes a blank owner for none, and keeps a record', async () => {
  expect(await names({ owner: ';' })).toHaveLength(4)
  expect(await caller.protocolErrors()).toContain('blank-owner')
})
