import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Person, TestCaller } from './test-caller'

type Truth = {
  active: number
  processed: { trigger: number; enable: number; disable: number }
  acts: { action: string; by: string; flowInstId?: string }[]
}
type Instance = { status: number; statusDesc: string; triggerTime: string; calDt: string; startTime: string }
let caller: TestCaller

beforeAll(async () => {
  caller = await TestCaller.start({ company: 'empty', settings: { cancelDelayMs: [0, 0] } })
})
beforeEach(() => set({ graphKeys: 'camel', triggerAgainMs: 60_000 }))
afterAll(() => caller.simulator.close())

const set = (settings: object) => caller.control('PATCH', '/settings', settings)
const truth = (flowId: number) => caller.control<Truth>('GET', `/flows/${flowId}`)

async function trigger(person: Person, flowId: number, triggerTime = Date.now()): Promise<string> {
  const { body } = await caller.flowAct('trigger', person, { flowId, triggerTime })
  expect(body).toMatchObject({ code: 0, msg: 'OK' })
  return String((body.data as { flowInstanceId: string }).flowInstanceId)
}

async function instance(person: Person, flowInstId: string): Promise<Instance> {
  return (await caller.instance(person, flowInstId)).body.data as Instance
}

async function code(action: string, person: Person, body: Record<string, unknown>): Promise<unknown> {
  const given = action === 'trigger' ? { triggerTime: Date.now(), ...body } : body
  return (await caller.flowAct(action, person, given)).body.code
}

describe.each(['trigger', 'enable', 'disable'])('%s', (action) => {
  it('is for owners, and for nobody while user or workflow is locked', async () => {
    const { flowId, person } = await caller.seed({ status: 'SUCCESS' })
    const { person: other } = await caller.seed()
    expect(await code(action, other, { flowId })).toBe(62103)
    expect(await code(action, { ...person, userId: 'u1' }, { flowId })).toBe(62101)
    await caller.control('PUT', `/flows/${flowId}`, { locked: true })
    expect(await code(action, person, { flowId })).toBe(62105)
    await caller.control('PUT', `/flows/${flowId}`, { locked: false })
    await caller.control('PUT', `/accounts/${person.username}`, { state: 'locked' })
    expect(await code(action, person, { flowId })).toBe(62105)
    await caller.control('PUT', `/accounts/${person.username}`, { state: 'normal' })
    expect((await truth(flowId)).acts).toEqual([])
    expect(await code(action, person, { flowId })).toBe(0)
    expect((await truth(flowId)).acts).toMatchObject([{ action, by: person.username }])
  })

  it('wants a workflow that is there, by its number', async () => {
    const { person, flowId } = await caller.seed({ status: 'SUCCESS' })
    expect(await code(action, person, { flowId: 12 })).toBe(62102)
    const before = (await caller.protocolErrors()).length
    expect(await code(action, person, { flowId: String(flowId) })).toBe(62102)
    expect(await code(action, person, {})).toBe(62102)
    expect((await caller.protocolErrors()).slice(before)).toEqual(['bad-parameter', 'bad-parameter'])
  })
})

describe('Trigger Flow', () => {
  it('makes an instance that runs at once for a past time, can be read and listed, and ends', async () => {
    const { person, flowId } = await caller.seed({ status: 'SUCCESS', runMs: 700, tasks: 2 })
    const day = Date.UTC(2026, 9, 5, 4, 30)
    const id = await trigger(person, flowId, day)
    expect(id).toBe(`${flowId}-20261005043000`)
    expect(await instance(person, id)).toMatchObject({
      status: 2,
      triggerTime: '2026-10-05 12:30:00',
      calDt: '2026-10-04',
      startTime: expect.any(String),
    })
    const found = (await caller.search(person)).body.data as { flowInsts: { instanceId: string }[] }
    expect(found.flowInsts.map((one) => one.instanceId)).toContain(id)
    const status = async () => (await instance(person, id)).statusDesc
    await expect.poll(status, { timeout: 5_000 }).toBe('SUCCESS')
  })

  it('can be cancelled', async () => {
    const { person, flowId } = await caller.seed({ status: 'SUCCESS' })
    const id = await trigger(person, flowId)
    expect((await caller.cancel(person, id)).body.code).toBe(0)
    await expect.poll(async () => (await instance(person, id)).statusDesc).toBe('CANCEL')
  })

  it('runs one at a time: the next waits until the one before is over', async () => {
    const { person, flowId, flowInstId } = await caller.seed({ status: 'RUNNING' })
    const id = await trigger(person, flowId)
    expect(await instance(person, id)).toMatchObject({ statusDesc: 'WAIT', startTime: null })
    await caller.cancel(person, flowInstId)
    await expect.poll(async () => (await instance(person, id)).statusDesc).toBe('RUNNING')
  })

  it('keeps an instance for later until its time has come', async () => {
    const { person, flowId } = await caller.seed({ status: 'SUCCESS' })
    const id = await trigger(person, flowId, Date.now() + 3_600_000)
    expect(await instance(person, id)).toMatchObject({ statusDesc: 'INIT', startTime: null })
  })

  it('is refused within a minute of the last, and without a task', async () => {
    const { person, flowId } = await caller.seed({ status: 'SUCCESS' })
    const time = Date.UTC(2026, 10, 1)
    const first = await trigger(person, flowId, time)
    expect((await caller.flowAct('trigger', person, { flowId, triggerTime: time })).body).toMatchObject({
      code: 62102,
      msg: expect.stringContaining('within 1 minute'),
    })
    expect((await truth(flowId)).processed).toEqual({ trigger: 1, enable: 0, disable: 0 })
    await set({ triggerAgainMs: 0 })
    expect(await trigger(person, flowId, time)).not.toBe(first)
    const bare = await caller.seed({ status: 'SUCCESS', tasks: 0 })
    expect(await code('trigger', bare.person, { flowId: bare.flowId })).toBe(62104)
  })

  it('spells its reply as the graph', async () => {
    const { person, flowId } = await caller.seed({ status: 'SUCCESS' })
    await set({ graphKeys: 'snake' })
    const { body } = await caller.flowAct('trigger', person, { flowId, triggerTime: 0 })
    expect(body.data).toEqual({ flow_instance_id: `${flowId}-19700101000000` })
  })
})

it('says of a workflow whether its schedule runs', async () => {
  const { person, flowId } = await caller.seed({ status: 'SUCCESS' })
  const active = async () => (await caller.flow(person, flowId)).body.data
  expect(await active()).toMatchObject({ active: 1 })
  for (const [action, now] of [
    ['disable', 0],
    ['disable', 0],
    ['enable', 1],
  ] as const) {
    expect((await caller.flowAct(action, person, { flowId })).body).toMatchObject({ code: 0, data: '' })
    expect(await active()).toMatchObject({ active: now })
  }
  expect((await truth(flowId)).processed).toEqual({ trigger: 0, enable: 1, disable: 2 })
})
