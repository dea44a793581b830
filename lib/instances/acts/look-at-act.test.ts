import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account, FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import { setPace } from '@/lib/cancellations/timing'
import type { OpenDatabase } from '@/lib/db/client'
import { actionFollowUps, events, flowActions, followUps } from '@/lib/db/schema'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'
import { observeFlow } from '@/lib/flow-actions/observe-flow'
import { openAct } from '@/lib/flow-actions/open-action'
import type { ActStep, FlowActionRecord } from '@/lib/flow-actions/record'
import { followAct } from '@/lib/follower/follow'
import { startFollower, stopFollower } from '@/lib/follower/follower'
import { lookAtAct } from '@/lib/instances/acts/look-at-act'
import { switchShownAt } from '@/lib/instances/send/left-behind'
import type { FlowActionKind } from '@/lib/shared/flow-actions'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'
import { expectVerified } from '@/lib/testing/verified'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const actor = { kind: 'system', part: 'follower' } as const
const SENT: ActStep = { type: 'sent' }
const LOST: ActStep = { type: 'answer_lost' }
const TIMED_OUT: ActStep = {
  type: 'answered',
  verdict: 'unconfirmed',
  reply: 'answer',
  http: null,
  code: null,
  text: null,
  requestId: null,
  ms: 10,
  newFlowInstId: null,
}

let enos: SimulatedEnos

beforeAll(async () => {
  enos = await startSimulatedEnos({ triggerAgainMs: 0 })
})
afterAll(() => enos.close())

describe.each(DATABASE_KINDS)('a look at an act, on the %s database', (kind) => {
  let database: OpenDatabase
  let account: Account
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    account = await enos.newAccount()
    await enos.control.clearFaults()
  })

  /** Asked for some time ago, with what has happened to it since. */
  const asked = async (
    what: FlowActionKind,
    agoMs: number,
    { steps = [], instance = {} }: { steps?: ActStep[]; instance?: Partial<NewInstance> } = {},
  ): Promise<FlowActionRecord> => {
    const at = Math.floor((Date.now() - agoMs) / 1_000) * 1_000
    const owners = [account.username]
    const triggerTime = at - HOUR
    const flowActive = what !== 'resume_schedule'
    const seeded = { owners, type: 1, status: 'RUNNING', triggerTime, flowActive, ...instance } as const
    const { flowInstId, flowId } = await enos.control.seedInstance(seeded)
    const opened = await openAct(viewerOf(account), {
      ...{ kind: what, flowInstId, flowId: String(flowId), flowName: 'x', owners, cancellationId: null },
      ...{ key: randomUUID(), at, dueAt: at, knownBefore: [] },
      triggerAt: what === 'run_again' ? at : null,
    })
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    let { record } = opened
    for (const [order, step] of steps.entries())
      record = (await appendFlowEvent(record, { step, actor, at: at + order + 1 })).record
    return record
  }
  const reload = async ({ id }: FlowActionRecord): Promise<FlowActionRecord> => {
    const [record] = await database.db.select().from(flowActions).where(eq(flowActions.id, id))
    return record as FlowActionRecord
  }
  const phasesOf = async ({ id }: FlowActionRecord): Promise<string[]> => {
    const log = await database.db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
    return log.map(({ phase }) => phase)
  }
  const planOf = async ({ id }: FlowActionRecord) =>
    (await database.db.select().from(actionFollowUps).where(eq(actionFollowUps.actionId, id)))[0]
  const trouble = (operation: string, fault: FaultKind) =>
    enos.control.addFault({ operation, match: { userId: account.userId }, times: 9, kind: fault })
  const calls = () => enos.control.calls({ userId: account.userId })
  const runAt = (record: FlowActionRecord, triggerTime: number) =>
    enos.control.seedInstance({
      owners: [account.username],
      flowId: Number(record.flowId),
      triggerTime,
    })

  describe('that was left behind by a server that went down', () => {
    it('before anything was sent: waits a minute, then it was never sent, and EnOS was not asked', async () => {
      const young = await asked('pause_schedule', 50_000)
      expect(await lookAtAct(young)).toBe('waiting')
      const old = await asked('run_again', 62_000)
      expect(await lookAtAct(old)).toBe('ended')
      expect(await reload(old)).toMatchObject({ state: 'not_sent', sentAt: null })
      expect(await phasesOf(old)).toEqual(['requested', 'settled'])
      expect([await planOf(young), await planOf(old)]).toEqual([expect.anything(), undefined])
      expect(await calls()).toEqual([])
      // Who comes late sends nothing any more.
      expect(await appendFlowEvent(old, { step: SENT, actor, at: Date.now() })).toMatchObject({
        written: false,
      })
    })

    it('after it was marked: waits for the answer, then is unconfirmed and read', async () => {
      const young = await asked('pause_schedule', 30_000, { steps: [SENT] })
      expect(await lookAtAct(young)).toBe('waiting')
      expect(await calls()).toEqual([])
      const old = await asked('pause_schedule', 62_000, { steps: [SENT] })
      await enos.control.changeFlow(old.flowId, { active: 0 })
      expect(await lookAtAct(old)).toBe('ended')
      expect((await reload(old)).state).toBe('done')
      const vain = await asked('pause_schedule', 62_000, { steps: [SENT] })
      expect(await lookAtAct(vain)).toBe('ended')
      expect((await reload(vain)).state).toBe('not_done')
      for (const record of [old, vain])
        expect(await phasesOf(record)).toEqual(['requested', 'sent', 'no_answer', 'observed', 'settled'])
    })
  })

  it.each([
    ['pause_schedule', 0],
    ['resume_schedule', 1],
  ] as const)(
    'to %s: done once EnOS shows it, not done where it does not for a minute',
    async (what, active) => {
      const steps = [SENT, LOST]
      const young = await asked(what, 50_000, { steps })
      expect(await lookAtAct(young)).toBe('open')
      await enos.control.changeFlow(young.flowId, { active })
      expect(await lookAtAct(young)).toBe('ended')
      expect((await reload(young)).state).toBe('done')
      const old = await asked(what, 62_000, { steps })
      expect(await lookAtAct(old)).toBe('ended')
      expect(await reload(old)).toMatchObject({ state: 'not_done', closedAt: expect.any(Number) })
    },
  )

  it('to pause: not done ten seconds after EnOS itself had trouble and did not', async () => {
    const trouble62109 = { ...TIMED_OUT, http: 200, code: 62109, text: 'busy' }
    const steps = [SENT, trouble62109]
    expect(await lookAtAct(await asked('pause_schedule', 5_000, { steps }))).toBe('open')
    const old = await asked('pause_schedule', 12_000, { steps })
    expect(await lookAtAct(old)).toBe('ended')
    expect(await reload(old)).toMatchObject({ state: 'not_done' })
  })

  it('to pause: is planned for when it can be said that it was not done, however long the wait', async () => {
    const record = await asked('pause_schedule', 52_000, { steps: [SENT, LOST] })
    await followAct({ record, looks: 8, since: 0 })
    expect((await planOf(record))?.dueAt).toBe((record.sentAt ?? 0) + MINUTE + 1)
    const late = await asked('pause_schedule', 52_000, { steps: [SENT, LOST] })
    await trouble('flows.get', { type: 'http', status: 500 })
    await followAct({ record: late, looks: 8, since: 0 })
    expect((await planOf(late))?.dueAt).toBeGreaterThan(Date.now() + 30_000)
  })

  it.each([
    ['pause_schedule', false, true],
    ['resume_schedule', true, false],
  ] as const)(
    'to %s: any read of the workflow settles it that shows it done, and no other',
    async (what, isActive, before) => {
      const steps = [SENT, LOST]
      const record = await asked(what, 5_000, { steps })
      const { orgId, flowId, sentAt } = record
      const observation = { actor: { kind: 'system', part: 'page' }, notDoneFrom: switchShownAt } as const
      const now = Date.now()
      for (const read of [
        { isActive: before, askedAt: now },
        { isActive: null, askedAt: now },
        { isActive, askedAt: (sentAt ?? 0) - 1 },
      ])
        await observeFlow({ orgId, flowId, ...read, ...observation })
      const shows = { isActive, askedAt: now, ...observation }
      await observeFlow({ orgId: 'o-other', flowId, ...shows })
      await observeFlow({ orgId, flowId: '1', ...shows })
      expect((await reload(record)).state).toBe('unconfirmed')
      await Promise.all([1, 2].map(() => observeFlow({ orgId, flowId, ...shows })))
      expect((await reload(record)).state).toBe('done')
      expect(await phasesOf(record)).toEqual(['requested', 'sent', 'no_answer', 'observed', 'settled'])
      expect(await planOf(record)).toBeUndefined()
      await observeFlow({ orgId, flowId, ...shows, isActive: before })
      expect((await reload(record)).state).toBe('done')
      const vain = await asked(what, 62_000, { steps })
      await observeFlow({ orgId, flowId: vain.flowId, ...shows, isActive: before })
      expect((await reload(vain)).state).toBe('not_done')
    },
  )

  it('for a run: the one that has its trigger time, none for ten minutes, or nobody can say', async () => {
    const steps = [SENT, LOST]
    const found = await asked('run_again', 9 * MINUTE, { steps })
    expect(await lookAtAct(found)).toBe('open')
    const { flowInstId } = await runAt(found, found.triggerAt ?? 0)
    await runAt(found, (found.triggerAt ?? 0) + 20_000)
    expect(await lookAtAct(found)).toBe('ended')
    expect(await reload(found)).toMatchObject({ state: 'done', newFlowInstId: flowInstId })

    const none = await asked('run_again', 11 * MINUTE, { steps })
    await runAt(none, (none.triggerAt ?? 0) + 2 * MINUTE)
    expect(await lookAtAct(none)).toBe('ended')
    expect(await reload(none)).toMatchObject({ state: 'not_done', newFlowInstId: null })

    const unclear = await asked('run_again', 9 * MINUTE, { steps })
    await runAt(unclear, (unclear.triggerAt ?? 0) + 20_000)
    expect(await lookAtAct(unclear)).toBe('open')
    const late = await asked('run_again', 11 * MINUTE, { steps })
    await runAt(late, (late.triggerAt ?? 0) + 20_000)
    expect(await lookAtAct(late)).toBe('ended')
    expect(await reload(late)).toMatchObject({ state: 'lost_track', newFlowInstId: null })
  })

  it('for a run: not the one of another trigger with its time, nor where that one’s is not known', async () => {
    const steps = [SENT, LOST]
    const record = await asked('run_again', MINUTE, { steps })
    const { flowInstId } = await runAt(record, record.triggerAt ?? 0)
    const other = { ...record, id: randomUUID(), idempotencyKey: randomUUID(), newFlowInstId: flowInstId }
    await database.db.insert(flowActions).values({ ...other, state: 'done' })
    expect(await lookAtAct(record)).toBe('open')
    const isOther = eq(flowActions.id, other.id)
    await database.db.update(flowActions).set({ state: 'lost_track', newFlowInstId: null }).where(isOther)
    expect(await lookAtAct(record)).toBe('open')
    await database.db.delete(flowActions).where(isOther)
    expect(await lookAtAct(record)).toBe('ended')
    expect(await reload(record)).toMatchObject({ state: 'done', newFlowInstId: flowInstId })
  })

  it('closes nothing on a read that EnOS does not answer, for a day and an hour', async () => {
    const steps = [SENT, LOST]
    await trouble('flows.get', { type: 'http', status: 500 })
    const record = await asked('pause_schedule', 24 * HOUR + 30 * MINUTE, { steps })
    expect(await lookAtAct(record)).toBe('unanswered')
    const before = Date.now()
    await followAct({ record, looks: 1, since: 0 })
    const plan = await planOf(record)
    expect(plan).toMatchObject({ looks: 0 })
    expect((plan?.dueAt ?? 0) - before).toBeGreaterThanOrEqual(2_000)
    const old = await asked('pause_schedule', 26 * HOUR, { steps })
    expect(await lookAtAct(old, Date.now() - MINUTE)).toBe('unanswered')
    expect(await lookAtAct(old)).toBe('ended')
    expect((await reload(old)).state).toBe('lost_track')
  })

  it.each([
    ['pause_schedule', 'flows.get'],
    ['run_again', 'flowInstances.search'],
  ] as const)('to %s: stands in nobody’s way for long where who asked may not read it', async (what, op) => {
    const steps = [SENT, LOST]
    await trouble(op, { type: 'code', code: 62103, msg: 'no privilege' })
    expect(await lookAtAct(await asked(what, 9 * MINUTE, { steps }))).toBe('refused')
    const old = await asked(what, 11 * MINUTE, { steps })
    expect(await lookAtAct(old)).toBe('ended')
    expect((await reload(old)).state).toBe('lost_track')
  })

  it('by the follower, at its pace: settled, and nothing is left to do', async () => {
    await database.db.delete(followUps)
    await database.db.delete(actionFollowUps)
    const steps = [SENT, LOST]
    const paused = await asked('pause_schedule', MINUTE, { steps, instance: { flowActive: false } })
    const notRun = await asked('run_again', 10_000, { steps })
    const notSent = await asked('resume_schedule', 10_000)
    try {
      await startFollower({ isAlone: true, pace: 0.01 })
      await vi.waitFor(
        async () => {
          const states = await Promise.all([paused, notRun, notSent].map(reload))
          expect(states.map(({ state }) => state)).toEqual(['done', 'not_done', 'not_sent'])
        },
        { timeout: 20_000, interval: 100 },
      )
    } finally {
      stopFollower()
      setPace(1)
    }
    expect(await database.db.select().from(actionFollowUps)).toEqual([])
  }, 40_000)

  it('has left a history from which every record follows', () => expectVerified(database.db))
})
