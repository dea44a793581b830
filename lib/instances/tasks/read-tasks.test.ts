import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account, NewInstance } from '@/e2e/support/simulator-control'
import type { OpenDatabase } from '@/lib/db/client'
import { callCeiling } from '@/lib/gateway/configured'
import { readDetail } from '@/lib/instances/read-detail'
import { readRaw } from '@/lib/instances/read-raw'
import { forgetReads } from '@/lib/instances/shared-reads'
import { forgetTasks, readTasks } from '@/lib/instances/tasks/read-tasks'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
let database: OpenDatabase
beforeAll(async () => {
  enos = await startSimulatedEnos()
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})
beforeEach(forgetTasks)

const TASKS = [
  { name: 'read', status: 'SUCCESS' },
  { name: 'write', status: 'RUNNING', after: ['read'] },
]

async function seed({ username }: Pick<Account, 'username'>, over: Partial<NewInstance> = {}) {
  const { flowInstId } = await enos.control.seedInstance({
    owners: [username],
    type: 1,
    status: 'RUNNING',
    tasks: TASKS,
    ...over,
  })
  const { tasks } = await enos.control.instance(flowInstId)
  return { flowInstId, ids: tasks.map(({ taskInstId }) => taskInstId) }
}

const callsOf = async (operation: string, { userId }: Account) =>
  (await enos.control.calls({ operation, userId })).length

const NOT_FOUND = { ok: false, problem: { code: 'not_found' } }

async function stranger(): Promise<Account> {
  const username = `abroad-${randomUUID().slice(0, 8)}`
  return enos.control.createAccount({ username, password: `${username}-1`, orgId: 'o-elsewhere' })
}

describe('the tasks of an instance', () => {
  it('are told to its owner: when they started and ended, and how often they were tried', async () => {
    const account = await enos.newAccount()
    const { flowInstId, ids } = await seed(account)
    const read = await readTasks(viewerOf(account), flowInstId, ids)
    expect(read).toMatchObject({
      ok: true,
      value: {
        isOffered: true,
        tasks: [
          { taskInstId: ids[0], name: 'read', status: { name: 'SUCCESS' }, retries: expect.any(Number) },
          { taskInstId: ids[1], name: 'write', status: { name: 'RUNNING' }, ended: null },
        ],
      },
    })
    const [first] = read.ok ? read.value.tasks : []
    expect(first?.started?.text).toMatch(/^\d{4}-/)
    expect(first?.ended?.text).toMatch(/^\d{4}-/)
  })

  it('are nobody else’s: colleague, lead and stranger get what a missing one gets, and EnOS is not asked', async () => {
    const owner = await enos.newAccount()
    const { flowInstId, ids } = await seed(owner)
    expect(await readTasks(viewerOf(owner), flowInstId, ids)).toMatchObject({ ok: true })
    const [colleague, lead, abroad] = [await enos.newAccount(), await enos.newAccount(), await stranger()]
    const asOthers = [
      viewerOf(colleague),
      viewerOf({ ...lead, role: 'lead' } as never),
      viewerOf(abroad),
      viewerOf({ ...abroad, username: owner.username }),
    ]
    for (const viewer of asOthers) expect(await readTasks(viewer, flowInstId, ids)).toEqual(NOT_FOUND)
    for (const account of [colleague, lead, abroad])
      expect(await callsOf('taskInstances.get', account)).toBe(0)
  })

  it('of another instance are refused, though both are theirs, and none of them is read', async () => {
    const account = await enos.newAccount()
    const [one, other] = [await seed(account), await seed(account)]
    const [theirs] = (await seed(await enos.newAccount())).ids
    const viewer = viewerOf(account)
    expect(await readTasks(viewer, one.flowInstId, [other.ids[0] as string])).toEqual(NOT_FOUND)
    expect(await readTasks(viewer, one.flowInstId, [...one.ids, theirs as string])).toEqual(NOT_FOUND)
    expect(await callsOf('taskInstances.get', account)).toBe(0)
  })

  it('cannot be told apart where the graph is broken, so none is read', async () => {
    const account = await enos.newAccount()
    const { flowInstId, ids } = await seed(account)
    await enos.control.patchSettings({ graphForm: 'broken' })
    try {
      expect(await readTasks(viewerOf(account), flowInstId, ids)).toEqual(NOT_FOUND)
      expect(await callsOf('taskInstances.get', account)).toBe(0)
    } finally {
      await enos.control.patchSettings({ graphForm: 'string' })
    }
  })

  it.each([
    ['none', ['']],
    ['too many', Array.from({ length: 21 }, (_, n) => `${n + 1}-2019080809`)],
    ['no id', ['7-2019080809&userId=x']],
    ['NUL', ['7-2019080809\0']],
  ])('are asked for by a few ids: %s is refused', async (_, ids) => {
    const account = await enos.newAccount()
    const { flowInstId } = await seed(account)
    expect(await readTasks(viewerOf(account), flowInstId, ids)).toMatchObject({
      ok: false,
      problem: { code: 'bad_input' },
    })
    expect(await callsOf('flowInstances.get', account)).toBe(0)
  })

  it('cost EnOS little: the instance was just read, and what has ended is not asked for again', async () => {
    const account = await enos.newAccount()
    const viewer = viewerOf(account)
    const { flowInstId, ids } = await seed(account)
    await readDetail(viewer, flowInstId, 'en')
    // As two tabs do.
    await Promise.all([readTasks(viewer, flowInstId, ids), readTasks(viewer, flowInstId, ids)])
    forgetReads(viewer)
    await readTasks(viewer, flowInstId, ids)
    expect(await callsOf('flowInstances.get', account)).toBe(1)
    const asked = await enos.control.calls({ operation: 'taskInstances.get', userId: account.userId })
    expect(asked.map(({ taskInstId }) => taskInstId).sort()).toEqual([ids[0], ids[1], ids[1]].sort())
  })

  it('are asked for as each owner, never handed from one to another', async () => {
    const [account, colleague] = [await enos.newAccount(), await enos.newAccount()]
    const { flowInstId, ids } = await seed(account, { owners: [account.username, colleague.username] })
    for (const owner of [account, colleague]) {
      expect(await readTasks(viewerOf(owner), flowInstId, ids)).toMatchObject({ ok: true })
      expect(await callsOf('taskInstances.get', owner)).toBe(ids.length)
    }
  })

  it('are told by the graph alone where EnOS offers no more, which is found out once', async () => {
    const account = await enos.newAccount()
    const { flowInstId, ids } = await seed(account)
    await enos.control.patchSettings({ taskApi: 'missing' })
    try {
      const none = { ok: true, value: { isOffered: false, tasks: [] } }
      expect(await readTasks(viewerOf(account), flowInstId, ids)).toMatchObject(none)
      expect(await readDetail(viewerOf(account), flowInstId, 'en')).toMatchObject({
        value: { tellsTasks: false },
      })
      const before = (await enos.control.calls({ userId: account.userId })).length
      expect(await readTasks(viewerOf(account), flowInstId, ids)).toMatchObject(none)
      expect((await enos.control.calls({ userId: account.userId })).length).toBe(before)
    } finally {
      await enos.control.patchSettings({ taskApi: 'offered' })
    }
  })

  it('are further apart the more calls they cost; what is still known costs none', async () => {
    const account = await enos.newAccount()
    const { flowInstId, ids } = await seed(account)
    const nextOf = async (some: string[]) => {
      const read = await readTasks(viewerOf(account), flowInstId, some)
      if (!read.ok) throw new Error(read.problem.code)
      return read.value.nextAfterMs
    }
    // Of the ceiling, seven tenths are planned at most, and two tenths are left at least.
    const shortest = (1000 * ids.length) / callCeiling()
    const forBoth = await nextOf(ids)
    expect(forBoth).toBeGreaterThanOrEqual(shortest / 0.7)
    expect(forBoth).toBeLessThanOrEqual(Math.ceil(shortest / 0.2))
    expect(await nextOf(ids.slice(0, 1))).toBe(0)
  })

  it('that can be read are told, though one cannot', async () => {
    const account = await enos.newAccount()
    const { flowInstId, ids } = await seed(account)
    const kind = { type: 'code', code: 62109, msg: 'SYSTEM_ERROR' } as const
    const match = { taskInstId: ids[0] as string }
    await enos.control.addFault({ operation: 'taskInstances.get', match, times: 2, kind })
    const viewer = viewerOf(account)
    expect(await readTasks(viewer, flowInstId, ids)).toMatchObject({
      ok: true,
      value: { tasks: [{ taskInstId: ids[1] }], problem: { code: 'enos_error' } },
    })
    expect(await readTasks(viewer, flowInstId, ids.slice(0, 1))).toMatchObject({
      ok: false,
      problem: { code: 'enos_error' },
    })
  })
})

describe('what EnOS sends of an instance', () => {
  it('is shown to its owner word for word, and to nobody else', async () => {
    const [owner, colleague, abroad] = [await enos.newAccount(), await enos.newAccount(), await stranger()]
    const { flowInstId } = await seed(owner, { flowName: 'wind-report' })
    const raw = await readRaw(viewerOf(owner), flowInstId)
    if (!raw.ok) throw new Error(raw.problem.code)
    expect(raw.value.text).toContain('\n  "flowName": "wind-report"')
    expect(JSON.parse(raw.value.text)).toMatchObject({ instanceId: flowInstId, hasReadPri: true })
    for (const viewer of [viewerOf(colleague), viewerOf(abroad)])
      expect(await readRaw(viewer, flowInstId)).toEqual(NOT_FOUND)
    expect(await readRaw(viewerOf(owner), `${flowInstId}\0`)).toEqual(NOT_FOUND)
  })
})
