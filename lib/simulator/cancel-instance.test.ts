import { afterAll, beforeAll, expect, it } from 'vitest'
import { movableClock } from '@/lib/testing/clock'
import { type Person, TestCaller } from './test-caller'

type Truth = {
  statusDesc: string
  cancelCount: number
  cancelledBy: string | null
  history: { name: string }[]
}
const pass = movableClock()
let caller: TestCaller

beforeAll(async () => {
  caller = await TestCaller.start({ company: 'empty', settings: { cancelDelayMs: [60_000, 60_050] } })
})
afterAll(() => caller.simulator.close())

function truth(flowInstId: string): Promise<Truth> {
  return caller.control<Truth>('GET', `/instances/${flowInstId}`)
}

async function code(person: Person, flowInstId: string): Promise<unknown> {
  return (await caller.cancel(person, flowInstId)).body.code
}

it('accepts at once, takes effect later', async () => {
  const tasks = [
    { name: 'a', status: 'SUCCESS' },
    { name: 'b', status: 'RUNNING' },
    { name: 'c', status: 'INIT' },
  ]
  const { person, flowInstId } = await caller.seed({ status: 'RUNNING', tasks })
  expect((await caller.cancel(person, flowInstId)).body).toMatchObject({ code: 0, msg: 'OK', data: '' })
  expect(await truth(flowInstId)).toMatchObject({
    statusDesc: 'RUNNING',
    cancelCount: 1,
    cancelledBy: person.username,
  })
  pass(60_110)
  const { data } = (await caller.instance(person, flowInstId)).body as { data: Record<string, unknown> }
  expect(data).toMatchObject({ status: 8, statusDesc: 'CANCEL', endTime: expect.any(String) })
  const states = JSON.parse(String(data.graph)).tasks.map((task: { status: string }) => task.status)
  expect(states).toEqual(['SUCCESS', 'CANCEL', 'CANCEL'])
  expect((await truth(flowInstId)).history.map((mark) => mark.name)).toEqual(['RUNNING', 'CANCEL'])
})

it.each(['INIT', 'WAIT', 'READY', 'SUSPEND', 'RERUN'])('stops an instance that is %s', async (status) => {
  const { person, flowInstId } = await caller.seed({ status })
  expect(await code(person, flowInstId)).toBe(0)
  pass(60_110)
  expect(await truth(flowInstId)).toMatchObject({ statusDesc: 'CANCEL' })
})

it.each([
  ['finish-first', 'SUCCESS'],
  ['fail', 'FAIL'],
  ['never', 'RUNNING'],
])('ends differently where it is told to %s', async (onCancel, statusDesc) => {
  const { person, flowInstId } = await caller.seed({ onCancel })
  expect(await code(person, flowInstId)).toBe(0)
  pass(60_110)
  expect(await truth(flowInstId)).toMatchObject({ statusDesc })
})

it('lets an instance end by itself before the cancel takes effect', async () => {
  const { person, flowInstId } = await caller.seed({ endsInMs: 20_000, cancelDelayMs: 60_000 })
  expect(await code(person, flowInstId)).toBe(0)
  pass(20_050)
  expect(await truth(flowInstId)).toMatchObject({ statusDesc: 'SUCCESS' })
})

it('refuses what has ended with 62104, but stops a FAIL that is still live', async () => {
  for (const status of ['SUCCESS', 'FAIL', 'TIMEOUT', 'CANCEL', 'SKIP', 'INTERNAL_ERROR']) {
    const { person, flowInstId } = await caller.seed({ status })
    expect(await code(person, flowInstId)).toBe(62104)
  }
  const live = await caller.seed({ status: 'FAIL', endTime: null })
  expect(await code(live.person, live.flowInstId)).toBe(0)
  pass(60_110)
  expect(await truth(live.flowInstId)).toMatchObject({ statusDesc: 'CANCEL' })
})

it('refuses whoever may not', async () => {
  const { person, flowInstId } = await caller.seed()
  const other = await caller.seed()
  expect(await code(other.person, flowInstId)).toBe(62103)
  expect(await code({ ...person, orgId: 'o15578227985571' }, flowInstId)).toBe(62101)
  expect(await code(person, '1-20200101000000')).toBe(62102)
  const south = await caller.control<Person>('POST', '/accounts', {
    username: 'south',
    password: 's',
    orgId: 'o15578227985571',
  })
  expect(await code(south, flowInstId)).toBe(62103)
  expect((await caller.instance(south, flowInstId)).body.code).toBe(62103)
  expect(await truth(flowInstId)).toMatchObject({ statusDesc: 'RUNNING', cancelCount: 0 })
})

it('refuses a locked workflow and a locked user with 62105, and says so before', async () => {
  const { person, flowInstId, flowId } = await caller.seed({ flowLocked: true })
  expect(await code(person, flowInstId)).toBe(62105)
  expect((await caller.flow(person, flowId)).body.data).toMatchObject({ locked: true, isUserLocked: false })
  const lee = await caller.control<Person>('POST', '/accounts', {
    username: 'lee',
    password: 'l',
    state: 'locked',
  })
  const mine = await caller.control<{ flowInstId: string; flowId: number }>('POST', '/instances', {
    owners: ['lee'],
  })
  expect(await code(lee, mine.flowInstId)).toBe(62105)
  expect((await caller.flow(lee, mine.flowId)).body.data).toMatchObject({ locked: false, isUserLocked: true })
  expect(await caller.protocolErrors()).toEqual([])
})

it('keeps a record of a second cancel and of a wrong body', async () => {
  const { person, flowInstId } = await caller.seed()
  expect(await code(person, flowInstId)).toBe(0)
  expect(await code(person, flowInstId)).toBe(0)
  expect(await truth(flowInstId)).toMatchObject({ cancelCount: 2 })
  expect((await caller.act('cancel', person, '{"flowInstId":7}')).body.code).toBe(62102)
  expect((await caller.act('cancel', person, '{"flowInstId":"7-1","reason":"x"}')).body.code).toBe(62102)
  expect(await caller.protocolErrors()).toEqual([
    'repeated-cancel',
    'bad-parameter',
    'undocumented-parameter',
  ])
})

it('takes a second cancel for what it is: sent twice, or asked again after a while', async () => {
  const { person, flowInstId } = await caller.seed({ cancelDelayMs: 60_000 })
  const before = (await caller.protocolErrors()).length
  const complaints = async () => (await caller.protocolErrors()).length - before
  expect(await code(person, flowInstId)).toBe(0)
  await caller.control('PATCH', '/settings', { askAgainMs: 0 })
  expect(await code(person, flowInstId)).toBe(0)
  expect(await complaints()).toBe(0)
  await caller.control('PATCH', '/settings', { askAgainMs: 110_000 })
  expect(await code(person, flowInstId)).toBe(0)
  expect(await complaints()).toBe(1)
  expect(await truth(flowInstId)).toMatchObject({ cancelCount: 3 })
})
