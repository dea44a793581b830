import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account, FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import { readRecord } from '@/lib/cancellations/one'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { OpenDatabase } from '@/lib/db/client'
import { cancellations } from '@/lib/db/schema'
import { parseCancelInput } from '@/lib/instances/cancel/cancel-input'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { impactOf } from '@/lib/instances/impact/impact'
import { readImpact } from '@/lib/instances/impact/read-impact'
import { LONGEST_SEAL, sealImpact } from '@/lib/instances/impact/seal'
import { listInstances } from '@/lib/instances/list'
import type { Viewer } from '@/lib/people/viewer'
import { type Impact, type ImpactAnswer, MOST_NAMED } from '@/lib/shared/impact'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'
import { expectVerified } from '@/lib/testing/verified'
import { SHOWN, wishOf } from '@/lib/testing/wishes'

const MINUTE_MS = 60_000

let enos: SimulatedEnos
let database: OpenDatabase
let account: Account
let viewer: Viewer

beforeAll(async () => {
  // Page base and sort fields are known, so that nothing is asked but what is counted here.
  enos = await startSimulatedEnos(
    { cancelDelayMs: [50, 50] },
    { ENOS_PAGE_BASE: '1', ENOS_SORT_FIELDS: 'camel', ENOS_TIMEOUT_MS: '10000' },
  )
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})
beforeEach(async () => {
  account = await enos.newAccount()
  viewer = viewerOf(account)
  await enos.control.clearFaults()
  await enos.control.patchSettings({ graphForm: 'string' })
})

const seed = (overrides: Partial<NewInstance> = {}) =>
  enos.control.seedInstance({
    owners: [account.username],
    flowName: 'wind-farm-power-hourly',
    type: 1,
    cycle: 'H',
    freq: '0 0 * * * ? *',
    status: 'RUNNING',
    tasks: [
      { name: 'read-scada', status: 'SUCCESS' },
      { name: 'aggregate-turbines', status: 'RUNNING' },
      { name: 'write-parquet', status: 'INIT' },
    ],
    ...overrides,
  })
/** Successful runs of a workflow, so many minutes each. */
const seedRuns = async (flowId: number, ...minutes: number[]) => {
  const now = Date.now()
  for (const [n, length] of minutes.entries()) {
    const startTime = now - (n + 2) * 60 * MINUTE_MS
    const endTime = startTime + length * MINUTE_MS
    await seed({ flowId, status: 'SUCCESS', triggerTime: startTime, startTime, endTime })
  }
}
const facts = async (flowInstId: string, who = viewer): Promise<ImpactAnswer> => {
  const read = await readImpact(who, flowInstId)
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}
const callsOf = async ({ userId }: Account) =>
  (await enos.control.calls({ userId })).map(({ operation }) => operation).sort()
const fault = (operation: string, kind: FaultKind) =>
  enos.control.addFault({ operation, match: { userId: account.userId }, times: 9, kind })
const cancel = (flowInstId: string, seal: string | undefined, who = viewer) =>
  requestCancellation(who, { flowInstId, reason: 'stuck', note: '', key: randomUUID(), seal })
const storedOf = async (flowInstId: string): Promise<Impact | null | undefined> => {
  const rows = await database.db.select().from(cancellations).where(eq(cancellations.flowInstId, flowInstId))
  expect(rows).toHaveLength(1)
  return rows[0]?.impact
}

describe('the facts before a cancel', () => {
  it('tell tasks, schedule, locks, references, and what is usual', async () => {
    const upstream = await seed({ flowName: 'meter-reading-import' })
    const references = [{ flowId: upstream.flowId, flowName: 'meter-reading-import' }]
    const startTime = Date.now() - 41 * MINUTE_MS
    const { flowInstId, flowId } = await seed({ references, triggerTime: startTime - 5_000, startTime })
    await seedRuns(flowId, 12, 13, 14, 15)
    await listInstances(viewer)
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
    const locked = await seed({ flowLocked: true, flowActive: false })
    expect((await facts(locked.flowInstId)).impact).toMatchObject({
      locks: { user: false, workflow: true },
      schedule: { isActive: false, nextStart: null },
    })
    const person = await enos.newAccount('locked')
    const { flowInstId } = await seed({ owners: [person.username] })
    expect((await facts(flowInstId, viewerOf(person))).impact.locks).toEqual({ user: true, workflow: false })
  })

  it('leave out tasks and references where the graph is broken', async () => {
    const { flowInstId } = await seed()
    await enos.control.patchSettings({ graphForm: 'broken' })
    const { impact } = await facts(flowInstId)
    expect(impact).toMatchObject({ tasks: null, references: null, schedule: { isActive: true } })
  })

  it('come without what cannot be had, within the deadline', async () => {
    const { flowInstId, flowId } = await seed()
    await seedRuns(flowId, 1, 1, 1)
    await fault('flows.get', { type: 'html', status: 502 })
    await fault('flowInstances.search', { type: 'delay', ms: 8_000, when: 'before' })
    await fault('taskInstances.get', { type: 'delay', ms: 8_000, when: 'before' })
    const started = performance.now()
    const { impact } = await facts(flowInstId)
    expect(performance.now() - started).toBeLessThan(6_000)
    expect(impact).toMatchObject({
      tasks: { running: { count: 1, named: [{ since: null }] } },
      locks: { user: null, workflow: null },
      schedule: { isActive: null, cron: '0 0 * * * ? *' },
      usual: null,
    })
  })

  it('are a problem where the instance itself cannot be read', async () => {
    const { flowInstId } = await seed()
    await fault('flowInstances.get', { type: 'html', status: 502 })
    expect(await readImpact(viewer, flowInstId)).toMatchObject({ ok: false, problem: { code: 'enos_error' } })
  })

  it('are nobody else’s: not there, and nothing but the instance is asked for', async () => {
    const { flowInstId } = await seed()
    const stranger = await enos.newAccount()
    const answers = [
      await readImpact(viewerOf(stranger), flowInstId),
      await readImpact(viewerOf(stranger), '999999-202611220000'),
    ]
    expect(answers).toEqual(Array(2).fill({ ok: false, problem: { code: 'not_found' } }))
    expect(await callsOf(stranger)).toEqual(['flowInstances.get', 'flowInstances.get'])
    for (const hostile of ['', '../../flows', '1', `1-${'1'.repeat(500)}`, '1-20261122\u0000']) {
      expect(await readImpact(viewer, hostile)).toEqual({ ok: false, problem: { code: 'not_found' } })
    }
  })

  it('cost one read of the instance, of its workflow and of each task that runs; that of earlier runs is kept for the next', async () => {
    const { flowInstId, flowId } = await seed()
    await seedRuns(flowId, 2, 2, 2)
    await Promise.all(Array.from({ length: 5 }, () => facts(flowInstId)))
    const once = ['flowInstances.get', 'flowInstances.search', 'flows.get', 'taskInstances.get']
    expect(await callsOf(account)).toEqual(once)
    const again = await seed({ flowId, triggerTime: Date.now() - 30 * MINUTE_MS })
    expect((await facts(again.flowInstId)).impact.usual).toMatchObject({ runs: 3 })
    expect(await callsOf(account)).toEqual(
      [...once, 'flowInstances.get', 'flows.get', 'taskInstances.get'].sort(),
    )
  })

  it('ask for the starts of those tasks only that are named as running', async () => {
    const tasks = Array.from({ length: 40 }, (_, n) => ({
      name: `t${n}`,
      status: n < 30 ? 'RUNNING' : 'INIT',
    }))
    const { flowInstId } = await seed({ tasks })
    const { impact } = await facts(flowInstId)
    expect(impact.tasks?.running).toMatchObject({ count: 30 })
    expect(impact.tasks?.running.named.every(({ since }) => since?.zone === 'UTC+8')).toBe(true)
    const starts = (await callsOf(account)).filter((operation) => operation === 'taskInstances.get')
    expect(starts).toHaveLength(MOST_NAMED)
  })
})

describe('what a person was shown', () => {
  it('is stored with the record as it was shown, and shown on it, and the log alone rebuilds it', async () => {
    const { flowInstId } = await seed()
    const { impact, seal } = await facts(flowInstId)
    const result = await cancel(flowInstId, seal)
    expect(await storedOf(flowInstId)).toEqual(impact)
    const record = result.ok ? await readRecord(viewer, result.cancellation.id) : null
    expect(record).toMatchObject({ impact, isAsWritten: true })
    await expectVerified(database.db)
  })

  it('tells suspended and skipped tasks apart, also in what is stored', async () => {
    const { flowInstId } = await seed({
      tasks: ['RUNNING', 'SUSPEND', 'SKIP', 'SUCCESS'].map((status) => ({ name: status, status })),
    })
    const { impact, seal } = await facts(flowInstId)
    expect(impact.tasks).toMatchObject({
      running: { count: 1, named: [{ name: 'RUNNING', since: { zone: 'UTC+8' } }] },
      suspended: { count: 1, named: [{ name: 'SUSPEND', since: { zone: 'UTC+8' } }] },
      skipped: { count: 1, named: [{ name: 'SKIP', since: null }] },
      done: { count: 1 },
    })
    await cancel(flowInstId, seal)
    expect(await storedOf(flowInstId)).toEqual(impact)
  })

  it('of older records is read, shown and verified as it was written, without what was not told apart then', async () => {
    const { suspended: _, skipped: __, ...tasks } = SHOWN.tasks as NonNullable<Impact['tasks']>
    const older = { ...SHOWN, tasks }
    const opened = await openCancellation(viewer, wishOf({ owners: [account.username], impact: older }))
    const record = 'record' in opened ? await readRecord(viewer, opened.record.id) : null
    expect(record).toMatchObject({ isAsWritten: true })
    expect(record?.impact).toEqual(older)
    await expectVerified(database.db)
  })

  it.each<
    [
      string,
      (given: { seal: string; flowInstId: string }) => Promise<string | undefined> | string | undefined,
    ]
  >([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['of no meaning', () => 'made.up'],
    ['changed', ({ seal }) => `${seal.slice(0, -2)}AA`],
    [
      'old',
      ({ flowInstId }) => sealImpact(viewer, flowInstId, { ...SHOWN, readAt: Date.now() - 31 * MINUTE_MS }),
    ],
    [
      'of somebody else',
      async ({ flowInstId }) => sealImpact(viewerOf(await enos.newAccount()), flowInstId, SHOWN),
    ],
    [
      'of the same person elsewhere',
      ({ flowInstId }) => sealImpact(viewerOf({ ...account, orgId: 'o0' }), flowInstId, SHOWN),
    ],
    ['of another instance', async () => (await facts((await seed()).flowInstId)).seal],
  ])('is nothing where the seal is %s, which keeps no cancel from being sent', async (_, sealOf) => {
    const { flowInstId } = await seed()
    const { seal } = await facts(flowInstId)
    expect(await cancel(flowInstId, await sealOf({ seal, flowInstId }))).toMatchObject({
      ok: true,
      cancellation: { state: 'accepted' },
    })
    expect(await storedOf(flowInstId)).toBeNull()
  })

  it('passes the door at its longest', () => {
    const name = '\u{1f600}'.repeat(200)
    const task = (n: number, status: string) => ({
      nodeId: `t_${n}`,
      taskId: `${n}`,
      taskInstId: `${n}-2026112214`,
      name,
      status,
      x: null,
      y: null,
    })
    const flow = (n: number) => ({
      nodeId: `f_${n}`,
      flowId: name,
      flowName: name,
      flowInstId: null,
      status: name,
      isVirtual: false,
      x: null,
      y: null,
    })
    const statuses = ['RUNNING', 'SUSPEND', 'INIT', 'SUCCESS', 'SKIP', 'FAIL', 'MADE_UP']
    const tasks = Array.from({ length: 500 }, (_, n) => task(n, statuses[n % statuses.length] ?? ''))
    const since = {
      text: '2026-11-22 14:10:50.123',
      at: 1_763_800_000_000,
      zone: 'America/Argentina/ComodRivadavia',
    }
    const impact = impactOf({
      readAt: Date.now(),
      instance: {
        graph: { tasks, flows: Array.from({ length: 500 }, (_, n) => flow(n)), relations: [] },
        status: SHOWN.status,
        startTime: null,
        endTime: null,
        freq: name,
      } as never,
      schedule: 'periodic',
      flow: null,
      zones: { trigger: null, run: null },
      starts: new Map(tasks.map(({ taskInstId }) => [taskInstId, since])),
      usual: SHOWN.usual,
    })
    const seal = sealImpact(viewer, '2438-202611221400', impact)
    expect(seal.length).toBeLessThan(LONGEST_SEAL)
    const note = '\u0001'.repeat(1000)
    expect(
      Buffer.byteLength(
        JSON.stringify([{ flowInstId: '2438-202611221400', reason: 'other', note, key: randomUUID(), seal }]),
      ),
    ).toBeLessThan(60_000)
    const wish = { flowInstId: '2438-202611221400', reason: 'stuck', note: '', key: randomUUID() }
    expect(parseCancelInput({ ...wish, seal })).toMatchObject({ ok: true, value: { seal } })
    for (const odd of ['x'.repeat(LONGEST_SEAL + 1), 7, {}, null]) {
      const parsed = parseCancelInput({ ...wish, seal: odd })
      expect(parsed.ok && parsed.value.seal).toBeUndefined()
    }
  })
})

// Last, as it is remembered for a while.
describe('an EnOS without Get Task Instance', () => {
  it('names the tasks without their starts, and is not asked in vain again', async () => {
    await enos.control.patchSettings({ taskApi: 'missing' })
    for (let round = 0; round < 2; round++) {
      const { flowInstId } = await seed({ triggerTime: Date.now() - (round + 1) * MINUTE_MS })
      const { impact } = await facts(flowInstId)
      expect(impact.tasks?.running.named).toEqual([{ name: 'aggregate-turbines', since: null }])
    }
    const asked = (await callsOf(account)).filter((operation) => operation === 'taskInstances.get')
    expect(asked.length).toBeLessThanOrEqual(1)
  })
})
