import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Person, TestCaller } from './test-caller'

type Truth = { tasks: { taskInstId: string; name: string; status: string }[] }
let caller: TestCaller

beforeAll(async () => {
  caller = await TestCaller.start({ settings: { cancelDelayMs: [0, 0] } })
})
beforeEach(() => set({ graphKeys: 'camel', taskApi: 'offered', noLogForm: 'new', logKeeps: 'tail' }))
afterAll(() => caller.simulator.close())

const set = (settings: object) => caller.control('PATCH', '/settings', settings)

const THREE = [
  { name: 'read', status: 'SUCCESS' },
  { name: 'count', status: 'RUNNING' },
  { name: 'write', status: 'INIT' },
]

/** Somebody with an instance of these three, and the ids of its tasks. */
async function three(): Promise<{ person: Person; flowInstId: string; flowId: number; ids: string[] }> {
  const seeded = await caller.seed({ tasks: THREE })
  const { tasks } = await caller.control<Truth>('GET', `/instances/${seeded.flowInstId}`)
  return { ...seeded, ids: tasks.map((task) => task.taskInstId) }
}

async function taskOf(person: Person, id: string | undefined): Promise<Record<string, unknown>> {
  return (await caller.task(person, String(id))).body.data as Record<string, unknown>
}

async function logOf(person: Person, id: string | undefined, maxLength?: string): Promise<string> {
  return ((await caller.log(person, String(id), maxLength)).body.data as { log: string }).log
}

it('shows a task as the documents do', async () => {
  const { person, flowInstId, flowId, ids } = await three()
  const task = await taskOf(person, ids[1])
  expect(task).toMatchObject({
    instanceId: ids[1],
    taskId: flowId * 1000 + 2,
    taskName: 'count',
    status: 2,
    stsDesc: 'RUNNING',
    flowInstId,
    runNum: expect.any(Number),
    recallLimit: expect.any(Number),
    startTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    endTime: null,
    timeStamp: expect.stringMatching(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d CST \d{4}$/),
  })
  expect(JSON.parse(String(task.runMode))).toMatchObject({ taskMode: 1, maxParallel: 0 })
  expect(await taskOf(person, ids[0])).toMatchObject({ stsDesc: 'SUCCESS', endTime: expect.any(String) })
  expect(await taskOf(person, ids[2])).toMatchObject({ stsDesc: 'INIT', startTime: null, runNum: 0 })
})

it('spells keys as the graph does', async () => {
  const { person, ids } = await three()
  await set({ graphKeys: 'snake' })
  expect(await taskOf(person, ids[1])).toMatchObject({ instance_id: ids[1], sts_desc: 'RUNNING' })
  await set({ graphKeys: 'mixed' })
  expect(await taskOf(person, ids[1])).toMatchObject({ instanceId: ids[1], task_name: 'count' })
})

it('shows a task to its organization, and a log to every user', async () => {
  const { ids } = await three()
  const username = `south${caller.freshMs()}`
  const other = await caller.control<Person>('POST', '/accounts', {
    username,
    password: 'x',
    orgId: 'o15578227985571',
  })
  expect((await caller.task(other, String(ids[1]))).body.code).toBe(62103)
  expect((await caller.log(other, String(ids[1]))).body.code).toBe(0)
  const nobody = { ...other, userId: 'u1' }
  expect((await caller.task(nobody, String(ids[1]))).body.code).toBe(62101)
  expect((await caller.log(nobody, String(ids[1]))).body.code).toBe(62101)
})

it('knows no task that is not there', async () => {
  const { person, ids } = await three()
  const elsewhen = `${ids[0]?.split('-')[0]}-20200101000000`
  for (const id of ['1-20261122', 'x', elsewhen])
    expect((await caller.task(person, id)).body).toMatchObject({ code: 62102 })
})

it('says as an older EnOS that it has no such call', async () => {
  const { person, ids } = await three()
  await set({ taskApi: 'missing' })
  expect(await caller.task(person, String(ids[1]))).toMatchObject({
    http: 404,
    body: { message: /no Route/ },
  })
  expect((await caller.log(person, String(ids[1]))).body.code).toBe(0)
})

it('has no log before a task has started, in either form', async () => {
  const { person, ids } = await three()
  const words = async () => {
    const { code, msg } = (await caller.log(person, String(ids[2]))).body
    return [code, msg]
  }
  expect(await words()).toEqual([62102, 'Invalid taskInstId or it has no log'])
  await set({ noLogForm: 'old' })
  expect(await words()).toEqual([62109, 'No log found'])
  expect((await caller.log(person, '1-20261122')).body.msg).toBe('Instance not found')
})

it('writes a log that begins as documented, and only grows while the task runs', async () => {
  const { person, ids } = await three()
  const first = await logOf(person, ids[1])
  expect(first.split('\n').slice(0, 6)).toEqual([
    expect.stringMatching(/^run num:\t\d$/),
    `instance:\tt${ids[1]}`,
    expect.stringMatching(/^cmdline:\t\S/),
    'submitter:\tdata_northwind',
    expect.stringMatching(/^current time:\t\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4}$/),
    '',
  ])
  await expect
    .poll(async () => (await logOf(person, ids[1])).length, { timeout: 8_000 })
    .toBeGreaterThan(first.length)
  expect((await logOf(person, ids[1])).startsWith(first)).toBe(true)
  const done = await logOf(person, ids[0])
  expect(done.trimEnd().split('\n').at(-1)).toContain('exit code 0')
})

it('gives out the end that it keeps of a log that is too long', async () => {
  const { person, ids } = await three()
  await caller.control('PUT', `/logs/${ids[0]}`, { text: 'abcdefghij' })
  await caller.control('PUT', `/logs/${ids[0]}`, { append: 'klm' })
  expect(await logOf(person, ids[0], '4')).toBe('jklm')
  await set({ logKeeps: 'head' })
  expect(await logOf(person, ids[0], '4')).toBe('abcd')
  expect(await logOf(person, ids[0], '')).toBe('abcdefghijklm')
  expect((await caller.log(person, String(ids[0]), 'x')).body.code).toBe(62102)
})

it('has one kind of task that writes more than EnOS gives out', async () => {
  const { person, flowInstId } = await caller.seed({
    tasks: [{ name: 'interpolate_sites', status: 'SUCCESS' }],
  })
  const { tasks } = await caller.control<Truth>('GET', `/instances/${flowInstId}`)
  expect(await logOf(person, tasks[0]?.taskInstId)).toHaveLength(2 ** 20)
})

it('makes instances with as many tasks and references as asked', async () => {
  const upstream = await caller.seed({ status: 'SUCCESS' })
  const references = [
    { flowId: upstream.flowId, flowName: 'before' },
    { flowId: 12345, flowName: 'nobody knows' },
  ]
  const { person, flowInstId } = await caller.seed({ tasks: 500, references })
  const { graph } = (await caller.instance(person, flowInstId)).body.data as { graph: string }
  const { tasks, flows } = JSON.parse(graph)
  expect(new Set(tasks.map((task: { taskInstId: string }) => task.taskInstId)).size).toBe(500)
  expect(flows).toMatchObject([
    { flowInstId: upstream.flowInstId, status: 'SUCCESS' },
    { flowInstId: '', status: 'NONE' },
  ])
  expect(await taskOf(person, tasks[499].taskInstId)).toMatchObject({ taskName: 'task_500' })
})
