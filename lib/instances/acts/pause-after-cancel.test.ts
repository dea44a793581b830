import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account, FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import { readHistory } from '@/lib/cancellations/history'
import { readCancellationsOf } from '@/lib/cancellations/of-instance'
import { readRecord } from '@/lib/cancellations/one'
import { readOpenCancellations } from '@/lib/cancellations/open'
import { pauseOf } from '@/lib/cancellations/pause-of'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { cancellations, flowActions } from '@/lib/db/schema'
import { actorOf } from '@/lib/instances/actor-of'
import { pauseAfterCancel } from '@/lib/instances/acts/pause-after-cancel'
import { pauseSchedule } from '@/lib/instances/acts/schedule-acts'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import type { Viewer } from '@/lib/people/viewer'
import type { CancelResult } from '@/lib/shared/problems'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'
import { expectVerified } from '@/lib/testing/verified'

let enos: SimulatedEnos

beforeAll(async () => {
  enos = await startSimulatedEnos({ cancelDelayMs: [60_000, 60_000] }, { ENOS_TIMEOUT_MS: '5000' })
})
afterAll(() => enos.close())

describe.each(DATABASE_KINDS)('pausing the schedule too, on the %s database', (kind) => {
  let database: OpenDatabase
  let account: Account
  let viewer: Viewer
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    account = await enos.newAccount()
    viewer = viewerOf(account)
    await enos.control.clearFaults()
  })

  const seed = (overrides: Partial<NewInstance> = {}) =>
    enos.control.seedInstance({ owners: [account.username], type: 1, status: 'RUNNING', ...overrides })
  const cancel = async (flowInstId: string, pauseToo = true) => {
    const wish = {
      flowInstId,
      reason: 'stuck',
      note: '',
      key: randomUUID(),
      pauseSchedule: pauseToo,
    } as const
    const result = await requestCancellation(viewer, wish)
    if (!result.ok) throw new Error(result.problem.code)
    return result.cancellation
  }
  const trouble = (operation: string, flowId: number, fault: FaultKind) =>
    enos.control.addFault({ operation, match: { flowId }, times: 1, kind: fault })
  const storyOf = async (id: string) => {
    const story = await readRecord(viewer, id)
    if (!story) throw new Error(`No record ${id}.`)
    return story
  }
  const disables = (flowId: number) =>
    enos.control.calls({ operation: 'flows.disable', flowId: String(flowId) })
  const recordOf = async (id: string): Promise<CancellationRecord> => {
    const [record] = await database.db.select().from(cancellations).where(eq(cancellations.id, id))
    return record as CancellationRecord
  }
  const patient = { timeout: 10_000, interval: 50 }

  it('is done once EnOS has accepted the cancel, and told on its record, in lists and in the log', async () => {
    const { flowInstId, flowId } = await seed()
    const { id, pause } = await cancel(flowInstId)
    expect(pause).toMatchObject({ state: 'under_way' })
    await vi.waitFor(
      async () => expect((await storyOf(id)).cancellation.pause?.state).toBe('paused'),
      patient,
    )
    const { cancellation, actions, timeline, isAsWritten } = await storyOf(id)
    expect(cancellation.pause?.action).toEqual(actions[0])
    expect(actions).toMatchObject([
      { kind: 'pause_schedule', state: 'done', cancellationId: id, isWithCancel: true },
    ])
    const told = timeline.map(({ action, phase }) => `${action} ${phase}`)
    expect(told).toEqual([
      'cancel requested',
      'cancel sent',
      'cancel answered',
      'pause_schedule requested',
      'pause_schedule sent',
      'pause_schedule answered',
      'pause_schedule settled',
    ])
    expect(timeline.map(({ n }) => n)).toEqual(timeline.map(({ n }) => n).sort((a, b) => a - b))
    expect(timeline.at(-1)).toMatchObject({ outcome: 'done' })
    expect(isAsWritten).toBe(true)
    expect(await enos.control.flow(flowId)).toMatchObject({ active: 0, processed: { disable: 1 } })
    const listed = [
      (await readOpenCancellations(viewer)).open,
      (await readHistory(viewer, {})).rows,
      await readCancellationsOf(viewer, flowInstId),
    ].map((views) => views.find((view) => view.id === id)?.pause)
    expect(listed).toEqual([cancellation.pause, cancellation.pause, cancellation.pause])
    // Whatever begins it again, and however often.
    const record = await recordOf(id)
    await Promise.all([1, 2, 3].map(() => pauseAfterCancel(record, actorOf(record))))
    await expect(
      pauseSchedule(viewer, { flowInstId, key: randomUUID(), cancellationId: id }),
    ).resolves.toMatchObject({ problem: { code: 'already_paused' } })
    expect(await disables(flowId)).toHaveLength(1)
  })

  it('is not begun where it was not asked for', async () => {
    const { flowInstId, flowId } = await seed()
    const { id, pause } = await cancel(flowInstId, false)
    expect(pause).toBeNull()
    expect((await storyOf(id)).cancellation.pause).toBeNull()
    expect(await disables(flowId)).toEqual([])
  })

  it.each<[string, FaultKind, string]>([
    ['turns the cancel away', { type: 'code', code: 62103, msg: 'no privilege' }, 'not_done'],
    ['does not answer it', { type: 'cut', when: 'before' }, 'waiting'],
  ])('is not begun where EnOS %s', async (_, fault, state) => {
    const { flowInstId, flowId } = await seed()
    await enos.control.addFault({
      ...{ operation: 'flowInstances.cancel', match: { flowInstId }, times: 1, kind: fault },
    })
    const { id, pause } = await cancel(flowInstId)
    expect(pause).toMatchObject({ state, action: null })
    expect((await storyOf(id)).cancellation.pause).toEqual({ state, action: null })
    expect(await disables(flowId)).toEqual([])
  })

  it('that EnOS turns away leaves the cancel as it is, and can be done from the record', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('flows.disable', flowId, { type: 'code', code: 62105, msg: 'locked' })
    const { id } = await cancel(flowInstId)
    await vi.waitFor(
      async () =>
        expect((await storyOf(id)).cancellation).toMatchObject({
          state: 'accepted',
          pause: { state: 'not_done', action: { state: 'refused', answer: { code: 62105 } } },
        }),
      patient,
    )
    const now = await pauseSchedule(viewer, { flowInstId, key: randomUUID(), cancellationId: id })
    expect(now).toMatchObject({
      ok: true,
      action: { state: 'done', cancellationId: id, isWithCancel: false },
    })
    const { cancellation, actions } = await storyOf(id)
    expect(cancellation.pause).toMatchObject({ state: 'paused', action: { state: 'done' } })
    expect(actions).toHaveLength(2)
  })

  it.each([0, 2] as const)(
    'by a request made by hand is nothing for a workflow without a schedule (type %i)',
    async (type) => {
      const { flowInstId, flowId } = await seed({ type })
      const gets = () => enos.control.calls({ operation: 'flows.get', flowId: String(flowId) })
      const { id } = await cancel(flowInstId)
      await vi.waitFor(async () => expect(await gets()).toHaveLength(1), patient)
      const record = await recordOf(id)
      await Promise.all([1, 2].map(() => pauseAfterCancel(record, actorOf(record))))
      expect(await disables(flowId)).toEqual([])
      const { cancellation, actions } = await storyOf(id)
      expect([cancellation.state, actions]).toEqual(['accepted', []])
      // Whoever would do it then is told why.
      const now = await pauseSchedule(viewer, { flowInstId, key: randomUUID(), cancellationId: id })
      expect(now).toEqual({ ok: false, problem: { code: 'not_periodic' } })
      expect(pauseOf({ ...record, answeredAt: Date.now() - 11_000 }, [], viewer)).toEqual({
        state: 'not_done',
        action: null,
      })
    },
  )

  it.each<[string, FaultKind]>([
    ['reports trouble of its own', { type: 'code', code: 62109, msg: 'busy' }],
    ['cuts the line', { type: 'cut', when: 'before' }],
    ['answers what cannot be read', { type: 'garble' }],
  ])('is done as it was wished where EnOS, asked for the workflow, %s', async (_, fault) => {
    const { flowInstId, flowId } = await seed()
    await trouble('flows.get', flowId, fault)
    const { id } = await cancel(flowInstId)
    await vi.waitFor(
      async () => expect((await storyOf(id)).cancellation.pause?.state).toBe('paused'),
      patient,
    )
    expect((await storyOf(id)).actions).toMatchObject([{ kind: 'pause_schedule', state: 'done' }])
    expect(await disables(flowId)).toHaveLength(1)
    expect(await enos.control.flow(flowId)).toMatchObject({ active: 0 })
  })

  it('shows what EnOS said to it where nothing could be read, and nothing was done', async () => {
    const { flowInstId, flowId } = await seed()
    for (const operation of ['flows.get', 'flows.disable'])
      await trouble(operation, flowId, { type: 'code', code: 62103, msg: 'no privilege' })
    const { id } = await cancel(flowInstId)
    const pause = { state: 'not_done', action: { state: 'refused', answer: { code: 62103 } } }
    await vi.waitFor(async () => expect((await storyOf(id)).cancellation).toMatchObject({ pause }), patient)
    expect(await enos.control.flow(flowId)).toMatchObject({ active: 1 })
  })

  it('of a schedule that is paused already is paused by what EnOS says', async () => {
    const { flowInstId, flowId } = await seed({ flowActive: false })
    const { id } = await cancel(flowInstId)
    await vi.waitFor(
      async () => expect((await storyOf(id)).cancellation.pause?.state).toBe('paused'),
      patient,
    )
    expect(await enos.control.flow(flowId)).toMatchObject({ active: 0 })
  })

  it('that was made up for from the page of another instance is told by the record and the lists', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('flows.disable', flowId, { type: 'code', code: 62105, msg: 'locked' })
    const { id } = await cancel(flowInstId)
    await vi.waitFor(
      async () => expect((await storyOf(id)).cancellation.pause?.state).toBe('not_done'),
      patient,
    )
    const other = await enos.control.seedInstance({ owners: [account.username], flowId, type: 1 })
    const paused = await pauseSchedule(viewer, { flowInstId: other.flowInstId, key: randomUUID() })
    expect(paused).toMatchObject({ ok: true, action: { state: 'done', cancellationId: null } })
    const { cancellation, actions } = await storyOf(id)
    expect(cancellation.pause).toMatchObject({ state: 'paused_since', action: { state: 'refused' } })
    expect(actions).toHaveLength(1)
    const listed = [
      (await readOpenCancellations(viewer)).open,
      (await readHistory(viewer, {})).rows,
      await readCancellationsOf(viewer, flowInstId),
    ].map((views) => views.find((view) => view.id === id)?.pause)
    expect(listed).toEqual([cancellation.pause, cancellation.pause, cancellation.pause])
  })

  it('that a server did not come to shows that it was not done', async () => {
    const { flowInstId, flowId } = await seed()
    const { id } = await cancel(flowInstId, false)
    const record = { ...(await recordOf(id)), pauseSchedule: true }
    expect(pauseOf(record, [], viewer)).toEqual({ state: 'under_way', action: null })
    const answeredAt = Date.now() - 11_000
    expect(pauseOf({ ...record, answeredAt }, [], viewer)).toEqual({ state: 'not_done', action: null })
    expect(await disables(flowId)).toEqual([])
  })

  it('is not done by who does not own the instance any more', async () => {
    const { flowInstId, flowId } = await seed()
    const { id } = await cancel(flowInstId, false)
    const stranger = await enos.newAccount()
    const { userId, username } = stranger
    const record = { ...(await recordOf(id)), pauseSchedule: true, userId, username }
    await pauseAfterCancel(record, actorOf(record))
    expect(await enos.control.calls({ operation: 'flowInstances.get', userId })).toHaveLength(1)
    const acts = await database.db
      .select()
      .from(flowActions)
      .where(eq(flowActions.flowId, String(flowId)))
    expect([...acts, ...(await disables(flowId))]).toEqual([])
  })

  it('is not done in the name of somebody else than who asks now', async () => {
    const { flowInstId, flowId } = await seed()
    const { id } = await cancel(flowInstId, false)
    const record = { ...(await recordOf(id)), pauseSchedule: true }
    await pauseAfterCancel(record, { kind: 'person', userId: 'u-other-owner', username: 'bob' })
    await pauseAfterCancel(record, { kind: 'system', part: 'follower' })
    expect(await disables(flowId)).toEqual([])
    await pauseAfterCancel(record, actorOf(record))
    expect(await disables(flowId)).toHaveLength(1)
  })

  it('delays the answer of the cancel in no way', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('flows.disable', flowId, { type: 'hold', when: 'before' })
    const asking: Promise<CancelResult['ok']> = cancel(flowInstId).then(() => true)
    expect(await asking).toBe(true)
    await vi.waitFor(async () => expect(await enos.control.held()).toHaveLength(1), patient)
    await enos.control.releaseHeld()
    await vi.waitFor(
      async () => expect(await enos.control.flow(flowId)).toMatchObject({ active: 0 }),
      patient,
    )
  })

  it('has left a history from which every record follows', async () => {
    await vi.waitFor(async () => {
      const open = await database.db.select().from(flowActions)
      expect(open.filter(({ state }) => state === 'sent' || state === 'requested')).toEqual([])
    }, patient)
    await expectVerified(database.db)
  })
})
