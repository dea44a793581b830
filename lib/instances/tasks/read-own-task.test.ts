import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account } from '@/e2e/support/simulator-control'
import type { OpenDatabase } from '@/lib/db/client'
import { forgetReads } from '@/lib/instances/shared-reads'
import { readTask } from '@/lib/instances/tasks/read-task'
import { readTaskLog } from '@/lib/instances/tasks/read-task-log'
import type { Viewer } from '@/lib/people/viewer'
import { LOG_LIMIT, type TaskLog } from '@/lib/shared/tasks'
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
  vi.useRealTimers()
  await database.close()
  await enos.close()
})

const NOT_FOUND = { ok: false, problem: { code: 'not_found' } }

describe('tasks and logs', () => {
  let alice: Account
  let viewer: Viewer
  beforeEach(async () => {
    vi.useRealTimers()
    alice = await enos.newAccount()
    viewer = viewerOf(alice)
  })

  const seed = async (owner = alice, status = 'RUNNING') => {
    const tasks = [
      { name: 'extract', status: 'SUCCESS' },
      { name: 'aggregate', status: 'RUNNING', after: ['extract'] },
      { name: 'write', status: 'WAIT', after: ['aggregate'] },
    ]
    const owners = [owner.username]
    const { flowInstId } = await enos.control.seedInstance({ owners, type: 1, status, tasks })
    const truth = await enos.control.instance(flowInstId)
    const [done = '', running = '', waiting = ''] = truth.tasks.map(({ taskInstId }) => taskInstId)
    return { flowInstId, done, running, waiting }
  }
  const log = (who: Viewer, flowInstId: string, taskInstId: string, have: string | null = null) =>
    readTaskLog(who, { flowInstId, taskInstId, have })
  const task = (who: Viewer, flowInstId: string, taskInstId: string, withCommand = false) =>
    readTask(who, { flowInstId, taskInstId, withCommand })
  const operationsOf = async ({ userId }: Account): Promise<string[]> => {
    const calls = await enos.control.calls({ userId })
    return calls.map(({ operation }) => operation).filter((operation) => operation !== 'time.getTimeZone')
  }
  const textOf = (answer: Awaited<ReturnType<typeof log>>): TaskLog & { kind: 'text' } => {
    if (!answer.ok || answer.value.kind !== 'text') throw new Error(JSON.stringify(answer))
    return answer.value
  }

  it('are what EnOS says of a task of one’s own, its command line only for who asks for it', async () => {
    const { flowInstId, running } = await seed()
    const read = await task(viewer, flowInstId, running)
    expect(read).toMatchObject({
      ok: true,
      value: { name: 'aggregate', status: { name: 'RUNNING' }, hasCommand: true, command: null },
    })
    expect(JSON.stringify(read)).not.toContain('--db-password')
    expect(await task(viewer, flowInstId, running, true)).toMatchObject({
      value: { command: expect.stringContaining('aggregate') },
    })
  })

  it('are not there for anybody else, nor under another instance, and EnOS is not asked for them', async () => {
    const mine = await seed()
    const bob = await enos.newAccount()
    const theirs = await seed(bob)
    const abroad = await enos.control.createAccount({
      username: `${alice.username}-abroad`,
      password: 'abroad-password-1',
      orgId: 'o-elsewhere',
    })
    const namesake = { ...abroad, username: alice.username }
    const cases: [who: Account, flowInstId: string, taskInstId: string][] = [
      [bob, mine.flowInstId, mine.running],
      [namesake, mine.flowInstId, mine.running],
      [alice, mine.flowInstId, theirs.running],
      [alice, theirs.flowInstId, theirs.running],
      [alice, theirs.flowInstId, mine.running],
      [alice, mine.flowInstId, '1-20260101000000'],
      [alice, mine.flowInstId, ''],
      [alice, mine.flowInstId, '../../../x'],
      [alice, '1-20260101000000', mine.running],
      [alice, 'not-an-id', mine.running],
      [alice, '__proto__', 'constructor'],
    ]
    for (const [who, flowInstId, taskInstId] of cases) {
      const person = viewerOf(who)
      const answers = [
        await task(person, flowInstId, taskInstId),
        await task(person, flowInstId, taskInstId, true),
        await log(person, flowInstId, taskInstId),
      ]
      expect([flowInstId, taskInstId, answers]).toEqual([
        flowInstId,
        taskInstId,
        [NOT_FOUND, NOT_FOUND, NOT_FOUND],
      ])
    }
    for (const who of [alice, bob, abroad])
      expect((await operationsOf(who)).filter((operation) => operation.startsWith('task'))).toEqual([])
    expect(await log(viewer, mine.flowInstId, mine.running)).toMatchObject({ ok: true })
  })

  it('are never read by what another person has read a moment ago', async () => {
    const { flowInstId, running } = await seed()
    const bob = viewerOf(await enos.newAccount())
    expect(await log(viewer, flowInstId, running)).toMatchObject({ ok: true })
    expect(await log(bob, flowInstId, running)).toEqual(NOT_FOUND)
    // EnOS was asked anew, and says that nobody of that name is there.
    expect(await log(viewerOf({ ...alice, orgId: 'o-elsewhere' }), flowInstId, running)).toMatchObject({
      problem: { code: 'enos_rejected', detail: { code: 62101 } },
    })
  })

  it('cost one call each time a log is followed, and one more every third time', async () => {
    const { flowInstId, running } = await seed()
    vi.useFakeTimers({ toFake: ['Date'] })
    const since = (await operationsOf(alice)).length
    for (let round = 0; round < 6; round++) {
      expect(await log(viewer, flowInstId, running)).toMatchObject({ ok: true })
      vi.setSystemTime(Date.now() + 5_000)
      // What tabs share for a second.
      forgetReads(viewer)
    }
    const operations = (await operationsOf(alice)).slice(since)
    const count = (name: string): number => operations.filter((operation) => operation === name).length
    expect([count('taskInstances.getLog'), count('flowInstances.get')]).toEqual([6, 2])
    expect(operations).toHaveLength(8)
  })

  it('cost nothing more for tabs that ask together', async () => {
    const { flowInstId, running } = await seed()
    await Promise.all([
      ...[1, 2, 3].map(() => log(viewer, flowInstId, running)),
      ...[1, 2, 3].map(() => task(viewer, flowInstId, running)),
    ])
    expect((await operationsOf(alice)).sort()).toEqual([
      'flowInstances.get',
      'taskInstances.get',
      'taskInstances.getLog',
    ])
  })

  it('that were lost are lost within seconds', async () => {
    const { flowInstId, running } = await seed()
    expect(await log(viewer, flowInstId, running)).toMatchObject({ ok: true })
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 12_001)
    await enos.control.addFault({
      operation: 'flowInstances.get',
      match: { flowInstId },
      times: 1,
      kind: { type: 'code', code: 62103, msg: 'User has no privilege.' },
    })
    forgetReads(viewer)
    expect(await log(viewer, flowInstId, running)).toEqual(NOT_FOUND)
  })

  it('are sent again only when they have changed', async () => {
    const { flowInstId, running } = await seed()
    await enos.control.setLog(running, { text: 'one\n' })
    const first = textOf(await log(viewer, flowInstId, running))
    expect(first).toMatchObject({ text: 'one\n', isCut: false, refreshAfterMs: 5_000 })
    expect(await log(viewer, flowInstId, running, first.mark)).toMatchObject({
      value: { kind: 'same', mark: first.mark, refreshAfterMs: 5_000 },
    })
    await enos.control.setLog(running, { append: 'two\n' })
    forgetReads(viewer)
    expect(await log(viewer, flowInstId, running, first.mark)).toMatchObject({
      value: { kind: 'text', text: 'one\ntwo\n' },
    })
  })

  it('say when EnOS has cut a log', async () => {
    const { flowInstId, running, done } = await seed()
    await enos.control.setLog(running, { text: 'x'.repeat(LOG_LIMIT + 5) })
    await enos.control.setLog(done, { text: 'x'.repeat(LOG_LIMIT - 1) })
    const cut = textOf(await log(viewer, flowInstId, running))
    expect([cut.text.length, cut.isCut]).toEqual([LOG_LIMIT, true])
    expect(textOf(await log(viewer, flowInstId, done)).isCut).toBe(false)
  })

  it.each(['old', 'new'])('say that there is no log, by the words of %s documents', async (noLogForm) => {
    await enos.control.patchSettings({ noLogForm })
    const { flowInstId, waiting, done } = await seed()
    await enos.control.setLog(done, { text: null })
    expect(await log(viewer, flowInstId, waiting)).toMatchObject({
      value: { kind: 'none', refreshAfterMs: 5_000 },
    })
    expect(await log(viewer, flowInstId, done)).toMatchObject({
      value: { kind: 'none', refreshAfterMs: null },
    })
  })

  it('are not asked for again once they are over; one that failed may be tried again while its instance goes on', async () => {
    const { flowInstId, done } = await seed()
    expect(await task(viewer, flowInstId, done)).toMatchObject({ value: { refreshAfterMs: null } })
    for (const [status, refreshAfterMs] of [
      ['RUNNING', 5_000],
      ['FAIL', null],
    ] as const) {
      const owners = [alice.username]
      const tasks = [{ name: 'a', status: 'FAIL' }]
      const { flowInstId: id } = await enos.control.seedInstance({ owners, type: 1, status, tasks })
      const [failed] = (await enos.control.instance(id)).tasks
      expect(await task(viewer, id, failed?.taskInstId ?? '')).toMatchObject({ value: { refreshAfterMs } })
    }
  })

  it('are still there, as the graph has them, where EnOS says no to Get Task Instance', async () => {
    const { flowInstId, running } = await seed()
    const refusal = { type: 'code', code: 62102, msg: 'Instance not found' } as const
    await enos.control.addFault({
      operation: 'taskInstances.get',
      match: { taskInstId: running },
      times: 1,
      kind: refusal,
    })
    expect(await task(viewer, flowInstId, running)).toMatchObject({
      value: { name: 'aggregate', status: { name: 'RUNNING' }, facts: null, hasCommand: false },
    })
  })

  it('say what went wrong when EnOS does not answer', async () => {
    const { flowInstId, running } = await seed()
    const cut = { type: 'http', status: 500 } as const
    await enos.control.addFault({
      operation: 'taskInstances.getLog',
      match: { taskInstId: running },
      times: 2,
      kind: cut,
    })
    expect(await log(viewer, flowInstId, running)).toMatchObject({ problem: { code: 'enos_error' } })
  })

  // Last: it is remembered for a while that this EnOS has none.
  it('are still there in an EnOS without Get Task Instance, logs too', async () => {
    await enos.control.patchSettings({ taskApi: 'missing' })
    const { flowInstId, running } = await seed()
    expect(await task(viewer, flowInstId, running)).toMatchObject({
      value: { name: 'aggregate', status: { name: 'RUNNING' }, facts: null },
    })
    expect(await log(viewer, flowInstId, running)).toMatchObject({ value: { kind: 'text' } })
  })
})
