import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readImpact } from '@/lib/instances/impact/read-impact'
import { readDetail } from '@/lib/instances/read-detail'
import { forgetReads } from '@/lib/instances/shared-reads'
import { readTask } from '@/lib/instances/tasks/read-task'
import { forgetTasks, readTasks } from '@/lib/instances/tasks/read-tasks'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

const MINUTE_MS = 60_000

playWithEnos()
playOnDatabase('embedded')

beforeEach(() => {
  forgetTasks()
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => void vi.useRealTimers())

type Seeded = { flowInstId: string; ids: string[] }

async function seed(names = ['read', 'count', 'write']): Promise<Seeded> {
  const { flowInstId } = await scene.enos.control.seedInstance({
    owners: [scene.account.username],
    type: 1,
    status: 'RUNNING',
    tasks: names.map((name) => ({ name, status: 'RUNNING' })),
  })
  const { tasks } = await scene.enos.control.instance(flowInstId)
  return { flowInstId, ids: tasks.map(({ taskInstId }) => taskInstId) }
}

const lose = (times: number, taskInstId?: string) =>
  scene.enos.control.addFault({
    operation: 'taskInstances.get',
    ...(taskInstId ? { match: { taskInstId } } : {}),
    times,
    kind: { type: 'http', status: 404 },
  })

const later = (ms: number) => {
  vi.setSystemTime(Date.now() + ms)
  forgetReads(scene.viewer)
}
const read = ({ flowInstId, ids }: Seeded) => readTasks(scene.viewer, flowInstId, ids)
const detail = ({ flowInstId }: Seeded) => readDetail(scene.viewer, flowInstId, 'en')
const calls = async () =>
  (await scene.enos.control.calls({ operation: 'taskInstances.get', userId: scene.account.userId })).length

const told = (count: number) => ({
  ok: true,
  value: { isOffered: true, problem: null, tasks: { length: count } },
})
const IN_DOUBT = { ok: true, value: { isOffered: true, tasks: [], problem: { code: 'enos_error' } } }
const NONE = { ok: true, value: { isOffered: false, tasks: [] } }

describe('one HTTP 404 for a task', () => {
  it('hides nothing: it is asked for once more, and every task is told', async () => {
    const seeded = await seed()
    await lose(1)
    expect(await read(seeded)).toMatchObject(told(3))
    expect(await detail(seeded)).toMatchObject({ value: { tellsTasks: true } })
  })

  it('does not make a cancel dialog poorer, nor what is kept of it', async () => {
    const { flowInstId } = await seed(['count'])
    await lose(1)
    expect(await readImpact(scene.viewer, flowInstId)).toMatchObject({
      value: { impact: { tasks: { running: { named: [{ name: 'count', since: { zone: 'UTC+8' } }] } } } },
    })
  })

  it('that stays is told as a failure of this task alone, and asked for again', async () => {
    const seeded = await seed()
    const [first = '', ...others] = seeded.ids
    await read(seeded)
    later(MINUTE_MS)
    await lose(2, first)
    expect(await read(seeded)).toMatchObject({
      value: {
        isOffered: true,
        tasks: others.map((taskInstId) => ({ taskInstId })),
        problem: { code: 'enos_error', detail: { status: 404 } },
      },
    })
    later(10_000)
    expect(await read(seeded)).toMatchObject(told(3))
  })

  it('leaves the page of an ended task what the graph says, and it comes back for more', async () => {
    const { flowInstId } = await scene.enos.control.seedInstance({
      owners: [scene.account.username],
      type: 1,
      status: 'SUCCESS',
      tasks: [{ name: 'count', status: 'SUCCESS' }],
    })
    const [{ taskInstId = '' } = {}] = (await scene.enos.control.instance(flowInstId)).tasks
    const ask = () => readTask(scene.viewer, { flowInstId, taskInstId, withCommand: false })
    await lose(2)
    expect(await ask()).toMatchObject({ value: { facts: null, refreshAfterMs: 5_000 } })
    later(5_000)
    expect(await ask()).toMatchObject({ value: { facts: { taskInstId }, refreshAfterMs: null } })
  })
})

describe('HTTP 404 for every task', () => {
  it('shortly after others were answered says nothing of what EnOS offers', async () => {
    const seeded = await seed()
    await read(seeded)
    later(30_000)
    await lose(6)
    expect(await read(seeded)).toMatchObject(IN_DOUBT)
    expect(await detail(seeded)).toMatchObject({ value: { tellsTasks: true } })
    later(10_000)
    expect(await read(seeded)).toMatchObject(told(3))
  })

  it('hides what EnOS tells for a minute at most', async () => {
    const seeded = await seed()
    await lose(100)
    expect(await read(seeded)).toMatchObject(NONE)
    await scene.enos.control.clearFaults()
    later(MINUTE_MS - 1)
    expect(await detail(seeded)).toMatchObject({ value: { tellsTasks: false } })
    later(1)
    expect(await detail(seeded)).toMatchObject({ value: { tellsTasks: true } })
    expect(await read(seeded)).toMatchObject(told(3))
  })

  it('hides nothing from a dialog that opens after that minute', async () => {
    const seeded = await seed()
    await lose(100)
    await read(seeded)
    await scene.enos.control.clearFaults()
    later(MINUTE_MS)
    const since = { zone: 'UTC+8' }
    expect(await readImpact(scene.viewer, seeded.flowInstId)).toMatchObject({
      value: { impact: { tasks: { running: { named: [{ since }, { since }, { since }] } } } },
    })
  })
})

describe('an EnOS without Get Task Instance', () => {
  beforeEach(() => scene.enos.control.patchSettings({ taskApi: 'missing' }))

  it('is known by the first tasks that are asked for', async () => {
    const seeded = await seed()
    expect(await read(seeded)).toMatchObject(NONE)
    expect(await calls()).toBeLessThanOrEqual(seeded.ids.length + 1)
  })

  it('is known by a lone task, too, though not by its first answer', async () => {
    const seeded = await seed(['count'])
    expect(await read(seeded)).toMatchObject(IN_DOUBT)
    later(10_000)
    expect(await read(seeded)).toMatchObject(NONE)
    expect(await calls()).toBe(3)
  })

  it('is asked once a minute, however many people look', async () => {
    const seeded = await seed()
    await read(seeded)
    const first = await calls()
    const minutes = 5
    for (let n = 0; n < (minutes * MINUTE_MS) / 10_000; n++) {
      later(10_000)
      const [page] = await Promise.all([
        detail(seeded),
        read(seeded),
        readImpact(scene.viewer, seeded.flowInstId),
      ])
      expect(page).toMatchObject({ value: { tellsTasks: false } })
    }
    expect((await calls()) - first).toBe(minutes)
  })
})
