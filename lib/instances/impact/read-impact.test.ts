import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, FaultKind } from '@/e2e/support/simulator-control'
import { readImpact } from '@/lib/instances/impact/read-impact'
import { listInstances } from '@/lib/instances/list'
import { forgetTasks } from '@/lib/instances/tasks/read-tasks'
import { MOST_NAMED } from '@/lib/shared/impact'
import { facts, MINUTE_MS, playWithQuietEnos, seedHourly, seedRuns } from '@/lib/testing/impacts'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, scene } from '@/lib/testing/scene'

playWithQuietEnos()
playOnDatabase('embedded')
beforeEach(() => scene.enos.control.patchSettings({ graphForm: 'string' }))

const callsOf = async ({ userId }: Account) =>
  (await scene.enos.control.calls({ userId })).map(({ operation }) => operation).sort()
const fault = (operation: string, kind: FaultKind) =>
  scene.enos.control.addFault({ operation, match: { userId: scene.account.userId }, times: 9, kind })

describe('the facts before a cancel', () => {
  it('tell tasks, schedule, locks, references, and what is usual', async () => {
    const upstream = await seedHourly({ flowName: 'meter-reading-import' })
    const references = [{ flowId: upstream.flowId, flowName: 'meter-reading-import' }]
    const startTime = Date.now() - 41 * MINUTE_MS
    const { flowInstId, flowId } = await seedHourly({ references, triggerTime: startTime - 5_000, startTime })
    await seedRuns(flowId, 12, 13, 14, 15)
    await listInstances(scene.viewer)
    const { impact } = await facts(flowInstId)
    expect(impact).toMatchObject({
      status: { name: 'RUNNING' },
      tasks: {
        total: 3,
        running: { count: 1, named: [{ name: 'aggregate-turbines', since: { zone: 'UTC+8' } }] },
        notStarted: { count: 1, named: [{ name: 'write-parquet', since: null }] },
        done: { count: 1, named: [{ name: 'read-scada', since: null }] },
        ended: { count: 0 },
        unknown: { count: 0 },
      },
      references: { count: 1, named: [{ flowName: 'meter-reading-import' }] },
      locks: { user: false, workflow: false },
      schedule: { isPeriodic: true, isActive: true, cron: '0 0 * * * ? *' },
      usual: { runs: 4, fromMs: 12 * MINUTE_MS, toMs: 15 * MINUTE_MS },
    })
    const { nextStart } = impact.schedule
    expect(nextStart?.zone).toBe('UTC+8')
    expect((nextStart?.at ?? 0) % (60 * MINUTE_MS)).toBe(0)
    expect((nextStart?.at ?? 0) - impact.readAt).toBeGreaterThan(0)
    expect((nextStart?.at ?? 0) - impact.readAt).toBeLessThanOrEqual(60 * MINUTE_MS)
    expect(Math.abs((impact.runningMs ?? 0) - 41 * MINUTE_MS)).toBeLessThan(MINUTE_MS)
  })

  it('say that person or workflow is locked, and that the schedule is paused', async () => {
    const locked = await seedHourly({ flowLocked: true, flowActive: false })
    expect((await facts(locked.flowInstId)).impact).toMatchObject({
      locks: { user: false, workflow: true },
      schedule: { isActive: false, nextStart: null },
    })
    const person = await scene.enos.newAccount('locked')
    const { flowInstId } = await seedHourly({ owners: [person.username] })
    expect((await facts(flowInstId, viewerOf(person))).impact.locks).toEqual({ user: true, workflow: false })
  })

  it('leave out tasks and references where the graph is broken', async () => {
    const { flowInstId } = await seedHourly()
    await scene.enos.control.patchSettings({ graphForm: 'broken' })
    const { impact } = await facts(flowInstId)
    expect(impact).toMatchObject({ tasks: null, references: null, schedule: { isActive: true } })
  })

  it('come without what cannot be had, within the deadline', async () => {
    const { flowInstId, flowId } = await seedHourly()
    await seedRuns(flowId, 1, 1, 1)
    await fault('flows.get', { type: 'html', status: 502 })
    await fault('flowInstances.search', { type: 'delay', ms: 8_000, when: 'before' })
    await fault('taskInstances.get', { type: 'delay', ms: 8_000, when: 'before' })
    const started = performance.now()
    const { impact } = await facts(flowInstId)
    expect(performance.now() - started).toBeLessThan(7_500)
    expect(impact).toMatchObject({
      tasks: { running: { count: 1, named: [{ since: null }] } },
      locks: { user: null, workflow: null },
      schedule: { isActive: null, cron: '0 0 * * * ? *' },
      usual: null,
    })
  })

  it('are a problem where the instance itself cannot be read', async () => {
    const { flowInstId } = await seedHourly()
    await fault('flowInstances.get', { type: 'html', status: 502 })
    expect(await readImpact(scene.viewer, flowInstId)).toMatchObject({
      ok: false,
      problem: { code: 'enos_error' },
    })
  })

  it('are nobody else’s: not there, and nothing but the instance is asked for', async () => {
    const { flowInstId } = await seedHourly()
    const stranger = await scene.enos.newAccount()
    const answers = [
      await readImpact(viewerOf(stranger), flowInstId),
      await readImpact(viewerOf(stranger), '999999-202611220000'),
    ]
    expect(answers).toEqual(Array(2).fill({ ok: false, problem: { code: 'not_found' } }))
    expect(await callsOf(stranger)).toEqual(['flowInstances.get', 'flowInstances.get'])
    for (const hostile of ['', '../../flows', '1', `1-${'1'.repeat(500)}`, '1-20261122\u0000']) {
      expect(await readImpact(scene.viewer, hostile)).toEqual({ ok: false, problem: { code: 'not_found' } })
    }
  })

  it('cost one read of the instance, of its workflow and of each task that runs; that of earlier runs is kept for the next', async () => {
    const { flowInstId, flowId } = await seedHourly()
    await seedRuns(flowId, 2, 2, 2)
    await Promise.all(Array.from({ length: 5 }, () => facts(flowInstId)))
    const once = ['flowInstances.get', 'flowInstances.search', 'flows.get', 'taskInstances.get']
    expect(await callsOf(scene.account)).toEqual(once)
    const again = await seedHourly({ flowId, triggerTime: Date.now() - 30 * MINUTE_MS })
    expect((await facts(again.flowInstId)).impact.usual).toMatchObject({ runs: 3 })
    expect(await callsOf(scene.account)).toEqual(
      [...once, 'flowInstances.get', 'flows.get', 'taskInstances.get'].sort(),
    )
  })

  it('ask for the starts of those tasks only that are named as running', async () => {
    const tasks = Array.from({ length: 40 }, (_, n) => ({
      name: `t${n}`,
      status: n < 30 ? 'RUNNING' : 'INIT',
    }))
    const { flowInstId } = await seedHourly({ tasks })
    const { impact } = await facts(flowInstId)
    expect(impact.tasks?.running).toMatchObject({ count: 30 })
    expect(impact.tasks?.running.named.every(({ since }) => since?.zone === 'UTC+8')).toBe(true)
    const starts = (await callsOf(scene.account)).filter((operation) => operation === 'taskInstances.get')
    expect(starts).toHaveLength(MOST_NAMED)
  })
})

// Last, as it is remembered for a while.
describe('an EnOS without Get Task Instance', () => {
  it('names the tasks without their starts, and is not asked in vain again', async () => {
    await scene.enos.control.patchSettings({ taskApi: 'missing' })
    forgetTasks()
    for (let round = 0; round < 4; round++) {
      const { flowInstId } = await seedHourly({ triggerTime: Date.now() - (round + 1) * MINUTE_MS })
      const { impact } = await facts(flowInstId)
      expect(impact.tasks?.running.named).toEqual([{ name: 'aggregate-turbines', since: null }])
    }
    const asked = (await callsOf(scene.account)).filter((operation) => operation === 'taskInstances.get')
    // It is believed by the second task; the first was asked for twice.
    expect(asked).toHaveLength(3)
  })
})
