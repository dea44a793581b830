import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { asc, eq, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account, FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { OpenDatabase } from '@/lib/db/client'
import { DatabaseFailure } from '@/lib/db/quiet-failures'
import { events, flowActions } from '@/lib/db/schema'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { lookAtAct } from '@/lib/instances/acts/look-at-act'
import { runAgain } from '@/lib/instances/acts/run-again'
import { pauseSchedule, resumeSchedule } from '@/lib/instances/acts/schedule-acts'
import { startLimits } from '@/lib/instances/send/time-limits'
import type { Viewer } from '@/lib/people/viewer'
import type { FlowActionResult } from '@/lib/shared/act-problems'
import type { FlowActionKind } from '@/lib/shared/flow-actions'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'
import { expectVerified } from '@/lib/testing/verified'
import { wishOf } from '@/lib/testing/wishes'

let enos: SimulatedEnos

beforeAll(async () => {
  // Time to look at what is held, also on a busy machine.
  enos = await startSimulatedEnos({ triggerAgainMs: 0 }, { ENOS_TIMEOUT_MS: '3000' })
})
afterAll(() => enos.close())

type Execute = (query: SQL) => Promise<unknown>

const KINDS: FlowActionKind[] = ['pause_schedule', 'resume_schedule', 'run_again']
const OPERATIONS = {
  pause_schedule: 'flows.disable',
  resume_schedule: 'flows.enable',
  run_again: 'flows.trigger',
} as const
const PROCESSED = { pause_schedule: 'disable', resume_schedule: 'enable', run_again: 'trigger' } as const

describe.each(DATABASE_KINDS)('an act on a workflow, on the %s database', (kind) => {
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
  afterEach(() => vi.restoreAllMocks())

  const seed = (overrides: Partial<NewInstance> = {}) =>
    enos.control.seedInstance({ owners: [account.username], type: 1, status: 'RUNNING', ...overrides })
  /** An instance on whose workflow the act has something to do. */
  const seedFor = (act: FlowActionKind, overrides: Partial<NewInstance> = {}) =>
    seed({ flowActive: act !== 'resume_schedule', ...overrides })
  const act = (
    what: FlowActionKind,
    flowInstId: string,
    more: { key?: string; cancellationId?: string; sameTriggerAt?: number } = {},
    { who = viewer, limits = startLimits() } = {},
  ): Promise<FlowActionResult> => {
    const { sameTriggerAt = null, ...wish } = { flowInstId, key: randomUUID(), ...more }
    if (what === 'run_again') return runAgain(who, { ...wish, sameTriggerAt }, limits)
    return (what === 'pause_schedule' ? pauseSchedule : resumeSchedule)(who, wish, limits)
  }
  const trouble = (what: FlowActionKind, flowId: number, fault: FaultKind) =>
    enos.control.addFault({ operation: OPERATIONS[what], match: { flowId }, times: 1, kind: fault })
  const postsOf = (what: FlowActionKind, flowId: number) =>
    enos.control.calls({ operation: OPERATIONS[what], flowId: String(flowId) })
  const processedOf = async (what: FlowActionKind, flowId: number) =>
    (await enos.control.flow(flowId)).processed[PROCESSED[what]]
  const recordsOf = (flowId: number) =>
    database.db
      .select()
      .from(flowActions)
      .where(eq(flowActions.flowId, String(flowId)))
      .orderBy(asc(flowActions.requestedAt))
  const recordOf = async (flowId: number): Promise<FlowActionRecord> => {
    const [record, ...others] = await recordsOf(flowId)
    if (!record || others.length > 0) throw new Error(`${others.length + 1} records of ${flowId}.`)
    return record
  }
  const phasesOf = async (id: string): Promise<string[]> => {
    const log = await database.db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
    return log.map(({ phase }) => phase)
  }
  /** The next statement of a kind fails, or was carried out and its answer is lost. */
  const databaseTrouble = (mark: 'with made as' | 'with saved as', when: 'before' | 'after', times = 1) => {
    let left = times
    const troubled =
      (execute: Execute): Execute =>
      async (query) => {
        const isMeant = left > 0 && new PgDialect().sqlToQuery(query).sql.includes(mark)
        if (!isMeant) return execute(query)
        left -= 1
        if (when === 'after') await execute(query)
        throw new DatabaseFailure(new Error('Connection terminated'))
      }
    const { db } = database
    const spoil = (one: { execute: unknown }): void => {
      const execute = (one.execute as Execute).bind(one)
      vi.spyOn(one as { execute: Execute }, 'execute').mockImplementation(troubled(execute))
    }
    spoil(db)
    const transaction = db.transaction.bind(db)
    vi.spyOn(db, 'transaction').mockImplementation((work) =>
      transaction((tx) => {
        spoil(tx)
        return work(tx)
      }),
    )
  }

  describe.each(KINDS)('%s', (what) => {
    it('is recorded, sent once as the person of the session, and done once EnOS says so', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const key = randomUUID()
      const result = await act(what, flowInstId, { key })
      expect(result).toMatchObject({
        ok: true,
        action: { kind: what, state: 'done', flowId: String(flowId), flowInstId, askedByMe: true },
      })
      const record = await recordOf(flowId)
      expect(record).toMatchObject({ answerVerdict: 'accepted', answerCode: 0, userId: account.userId })
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered', 'settled'])
      expect(await postsOf(what, flowId)).toMatchObject([{ userId: account.userId, orgId: account.orgId }])
      const { acts } = await enos.control.flow(flowId)
      if (what === 'run_again') expect(record.newFlowInstId).toBe(acts[0]?.flowInstId)
      else expect(record.newFlowInstId).toBeNull()
      // The same key again is the same act, whatever EnOS says of the schedule by now.
      expect(await act(what, flowInstId, { key })).toEqual(result)
      expect(await processedOf(what, flowId)).toBe(1)
    })

    it.each([
      [62103, 'User has no privilege.'],
      [62104, 'The workflow has no task.'],
      [62105, 'The account is locked.'],
    ])('turned away with %d is refused, with what EnOS said', async (code, msg) => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'code', code, msg })
      const result = await act(what, flowInstId)
      expect(result).toMatchObject({ ok: true, action: { state: 'refused', answer: { code, text: msg } } })
      const record = await recordOf(flowId)
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered', 'settled'])
      expect(record).toMatchObject({ closedAt: record.answeredAt, newFlowInstId: null })
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })

    it.each<[string, FaultKind, number]>([
      ['cut before EnOS acts', { type: 'cut', when: 'before' }, 0],
      ['cut after EnOS has acted', { type: 'cut', when: 'after' }, 1],
      ['held for too long', { type: 'delay', ms: 3_500, when: 'after' }, 1],
      ['an error of EnOS after it has acted', { type: 'code', code: 62109, msg: 'busy', acted: true }, 1],
      ['an error of EnOS', { type: 'html', status: 502 }, 0],
      ['not to be read', { type: 'garble' }, 1],
    ])('whose answer is %s is not sent again, and settled by what EnOS shows', async (_, fault, done) => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, fault)
      expect(await act(what, flowInstId)).toMatchObject({ ok: true, action: { state: 'unconfirmed' } })
      await vi.waitFor(async () => expect(await processedOf(what, flowId)).toBe(done), { timeout: 5_000 })
      const record = await recordOf(flowId)
      expect(await lookAtAct(record)).toBe(done === 1 ? 'ended' : 'open')
      const shown = await recordOf(flowId)
      expect(shown.state).toBe(done === 1 ? 'done' : 'unconfirmed')
      if (done === 1) {
        expect((await phasesOf(record.id)).slice(-2)).toEqual(['observed', 'settled'])
        const { acts } = await enos.control.flow(flowId)
        expect(shown.newFlowInstId).toBe(what === 'run_again' ? acts[0]?.flowInstId : null)
      }
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })

    it('answered with a demand for a new token is sent again, and done once', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'http', status: 401 })
      expect(await act(what, flowInstId)).toMatchObject({ ok: true, action: { state: 'done' } })
      const { id } = await recordOf(flowId)
      expect(await phasesOf(id)).toEqual(['requested', 'sent', 'resent', 'answered', 'settled'])
      expect(await processedOf(what, flowId)).toBe(1)
    })

    it('asked twice at once with one key is sent once', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const key = randomUUID()
      const results = await Promise.all([1, 2, 3].map(() => act(what, flowInstId, { key })))
      const ids = results.map((result) => (result.ok ? result.action.id : result.problem.code))
      const { id } = await recordOf(flowId)
      expect(ids).toEqual([id, id, id])
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })

    it('that another owner has asked for and is under way is named, and not sent', async () => {
      const partner = await enos.newAccount()
      const { flowInstId, flowId } = await seedFor(what, { owners: [account.username, partner.username] })
      await trouble(what, flowId, { type: 'hold', when: 'before' })
      const first = act(what, flowInstId)
      await vi.waitFor(async () => expect(await enos.control.held()).toHaveLength(1), { timeout: 5_000 })
      const { id, requestedAt } = await recordOf(flowId)
      const detail = { id, by: account.username, at: requestedAt }
      expect(await act(what, flowInstId, {}, { who: viewerOf(partner) })).toEqual({
        ok: false,
        problem: { code: 'act_under_way', detail },
      })
      await enos.control.releaseHeld()
      expect(await first).toMatchObject({ ok: true })
      expect(await postsOf(what, flowId)).toHaveLength(1)
    })

    it('of a key that was used for something else is refused', async () => {
      const { flowInstId } = await seedFor(what)
      const other = await seedFor(what)
      const key = randomUUID()
      await act(what, flowInstId, { key })
      const again = await act(what, other.flowInstId, { key })
      expect(again).toEqual({ ok: false, problem: { code: 'key_reused' } })
      const kinds = KINDS.filter((one) => one !== what)
      for (const one of kinds) expect(await act(one, flowInstId, { key })).toEqual(again)
      expect(await recordsOf(other.flowId)).toEqual([])
    })

    it('is nothing for a colleague, another organization or a lead, and EnOS hears nothing of it', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const colleague = await enos.newAccount()
      const username = `abroad-${randomUUID().slice(0, 8)}`
      const foreigner = await enos.control.createAccount({
        username,
        password: `${username}-1`,
        orgId: 'o15578227985571',
      })
      const lead = viewerOf({ ...(await enos.newAccount()), role: 'lead' } as never)
      for (const who of [viewerOf(colleague), viewerOf(foreigner), lead])
        expect(await act(what, flowInstId, {}, { who })).toEqual({
          ok: false,
          problem: { code: 'not_found' },
        })
      expect(await recordsOf(flowId)).toEqual([])
      const calls = await enos.control.calls({ flowId: String(flowId) })
      expect(calls).toEqual([])
    })

    it('belongs only to a cancellation of the same workflow that its person may see', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      const cancellationOf = async (who: Viewer, of: string): Promise<string> => {
        const opened = await openCancellation(who, wishOf({ flowId: of, owners: [who.username] }))
        if (opened.kind !== 'opened') throw new Error(opened.kind)
        return opened.record.id
      }
      const theirs = await cancellationOf(viewerOf(await enos.newAccount()), String(flowId))
      const ofAnother = await cancellationOf(viewer, '99')
      for (const [cancellationId, problem] of [
        [theirs, { code: 'not_found' }],
        [randomUUID(), { code: 'not_found' }],
        [ofAnother, { code: 'bad_input', detail: { field: 'cancellationId' } }],
      ] as const)
        expect(await act(what, flowInstId, { cancellationId })).toEqual({ ok: false, problem })
      expect(await recordsOf(flowId)).toEqual([])
      const mine = await cancellationOf(viewer, String(flowId))
      expect(await act(what, flowInstId, { cancellationId: mine })).toMatchObject({
        ok: true,
        action: { cancellationId: mine },
      })
    })

    it('without a database before the intent: nothing is recorded or sent', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      databaseTrouble('with made as', 'before')
      await expect(act(what, flowInstId)).rejects.toThrow('Connection terminated')
      expect(await recordsOf(flowId)).toEqual([])
      expect(await postsOf(what, flowId)).toEqual([])
    })

    it('that cannot be marked as sent is not sent, whether the mark was written or not', async () => {
      for (const when of ['before', 'after'] as const) {
        const { flowInstId, flowId } = await seedFor(what)
        databaseTrouble('with saved as', when)
        expect(await act(what, flowInstId)).toMatchObject({ ok: true, action: { state: 'not_sent' } })
        vi.restoreAllMocks()
        const record = await recordOf(flowId)
        expect(record).toMatchObject({ state: 'not_sent', sentAt: null })
        expect(await postsOf(what, flowId)).toEqual([])
      }
    })

    it('whose answer cannot be written down says so, and it is written once the database is back', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'hold', when: 'after' })
      const asking = act(what, flowInstId)
      await vi.waitFor(async () => expect(await enos.control.held()).toHaveLength(1), { timeout: 5_000 })
      databaseTrouble('with saved as', 'before')
      await enos.control.releaseHeld()
      expect(await asking).toMatchObject({ ok: true, action: { state: 'sent', unrecorded: true } })
      vi.restoreAllMocks()
      await vi.waitFor(async () => expect((await recordOf(flowId)).state).toBe('done'), { timeout: 10_000 })
      expect(await processedOf(what, flowId)).toBe(1)
    })

    it('is answered in time where EnOS is slow, and a late answer is recorded all the same', async () => {
      const { flowInstId, flowId } = await seedFor(what)
      await trouble(what, flowId, { type: 'hold', when: 'after' })
      const [{ signal: checks }, over] = [new AbortController(), new AbortController()]
      const limits = { checks, giveUp: over.signal, whole: over.signal }
      const asking = act(what, flowInstId, {}, { limits })
      await vi.waitFor(async () => expect(await enos.control.held()).toHaveLength(1), { timeout: 5_000 })
      over.abort()
      expect(await asking).toMatchObject({ ok: true, action: { state: 'unconfirmed' } })
      await enos.control.releaseHeld()
      await vi.waitFor(async () => expect((await recordOf(flowId)).state).toBe('done'), { timeout: 10_000 })
      const { id } = await recordOf(flowId)
      expect(await phasesOf(id)).toEqual(['requested', 'sent', 'no_answer', 'answered', 'settled'])
    })
  })

  it.each([
    ['pause_schedule', false, 'already_paused'],
    ['resume_schedule', true, 'already_active'],
  ] as const)('%s where there is nothing to do is an answer, not a POST', async (what, flowActive, code) => {
    const { flowInstId, flowId } = await seed({ flowActive })
    expect(await act(what, flowInstId)).toEqual({ ok: false, problem: { code } })
    const manual = await seed({ type: 0, flowActive: !flowActive })
    expect(await act(what, manual.flowInstId)).toEqual({ ok: false, problem: { code: 'not_periodic' } })
    expect([...(await postsOf(what, flowId)), ...(await postsOf(what, manual.flowId))]).toEqual([])
    expect([...(await recordsOf(flowId)), ...(await recordsOf(manual.flowId))]).toEqual([])
  })

  it('asked with the key of somebody else is one’s own, and shows nothing of theirs', async () => {
    const [partner, stranger] = [await enos.newAccount(), await enos.newAccount()]
    const { flowInstId, flowId } = await seed({ owners: [account.username, partner.username] })
    const key = randomUUID()
    await act('pause_schedule', flowInstId, { key })
    const theirs = await act('resume_schedule', flowInstId, { key }, { who: viewerOf(partner) })
    expect(theirs).toMatchObject({ ok: true, action: { kind: 'resume_schedule', askedByMe: true } })
    // One’s own key is of one’s own organization, too.
    const elsewhere = viewerOf({ ...account, orgId: 'o-elsewhere' })
    for (const who of [viewerOf(stranger), elsewhere])
      expect(await act('pause_schedule', flowInstId, { key }, { who })).toMatchObject({ ok: false })
    expect(await recordsOf(flowId)).toHaveLength(2)
  })

  it('to pause stands in the way of another one, and not of a run', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('pause_schedule', flowId, { type: 'cut', when: 'before' })
    expect(await act('pause_schedule', flowInstId)).toMatchObject({ action: { state: 'unconfirmed' } })
    expect(await act('pause_schedule', flowInstId)).toMatchObject({ problem: { code: 'act_under_way' } })
    expect(await act('run_again', flowInstId)).toMatchObject({ action: { state: 'done' } })
  })

  it('to pause whose answer was lost is in no way of a resumption that reads that it was done', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('pause_schedule', flowId, { type: 'cut', when: 'after' })
    expect(await act('pause_schedule', flowInstId)).toMatchObject({ action: { state: 'unconfirmed' } })
    expect(await act('resume_schedule', flowInstId)).toMatchObject({ action: { state: 'done' } })
    expect((await recordsOf(flowId)).map(({ kind, state }) => [kind, state])).toEqual([
      ['pause_schedule', 'done'],
      ['resume_schedule', 'done'],
    ])
  })

  describe('run again', () => {
    it('runs now, once a minute at most, as far as our own records tell', async () => {
      const { flowInstId, flowId } = await seed()
      const before = Date.now()
      const first = await act('run_again', flowInstId)
      if (!first.ok) throw new Error(first.problem.code)
      expect(first.action.triggerAt).toBeGreaterThan(before - 1_000)
      // Not in a second in which the schedule starts one.
      expect(first.action.triggerAt).toBeLessThanOrEqual(Date.now() + 1_000)
      expect((first.action.triggerAt ?? 0) % 60_000).toBeGreaterThan(0)
      const { id, sentAt } = await recordOf(flowId)
      expect(await act('run_again', flowInstId)).toEqual({
        ok: false,
        problem: {
          code: 'ran_just_now',
          detail: { id, by: account.username, at: (sentAt ?? 0) + 60_000 },
        },
      })
      expect(await postsOf('run_again', flowId)).toHaveLength(1)
    })

    it('asked by many owners at once is one Trigger, also where EnOS is quick', async () => {
      const owners = await Promise.all([1, 2, 3, 4].map(() => enos.newAccount()))
      const seeded = await seed({ owners: owners.map(({ username }) => username) })
      const { flowInstId, flowId } = seeded
      const results = await Promise.all(
        [...owners, ...owners].map(async (one, n) => {
          await sleep(n * 15)
          return act('run_again', flowInstId, {}, { who: viewerOf(one) })
        }),
      )
      const told = results.map((result) => (result.ok ? result.action.state : result.problem.code))
      expect(told.filter((what) => what === 'done')).toHaveLength(1)
      for (const what of told) expect(['done', 'act_under_way', 'ran_just_now']).toContain(what)
      expect(await postsOf('run_again', flowId)).toHaveLength(1)
      expect(await recordsOf(flowId)).toHaveLength(1)
    })

    it('that EnOS turned away a moment ago may be tried again', async () => {
      const { flowInstId, flowId } = await seed()
      await trouble('run_again', flowId, { type: 'code', code: 62105, msg: 'locked' })
      expect(await act('run_again', flowInstId)).toMatchObject({ action: { state: 'refused' } })
      expect(await act('run_again', flowInstId)).toMatchObject({ action: { state: 'done' } })
    })

    it('takes the trigger time of the instance only as the person has confirmed it', async () => {
      const triggerTime = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000
      const { flowInstId, flowId } = await seed({ triggerTime })
      const wrong = await act('run_again', flowInstId, { sameTriggerAt: triggerTime + 3_600_000 })
      expect(wrong).toEqual({ ok: false, problem: { code: 'bad_input', detail: { field: 'sameTriggerAt' } } })
      const same = await act('run_again', flowInstId, { sameTriggerAt: triggerTime })
      expect(same).toMatchObject({ ok: true, action: { state: 'done', triggerAt: triggerTime } })
      const { newFlowInstId, knownBefore } = await recordOf(flowId)
      expect(knownBefore).toEqual([flowInstId])
      const run = await enos.control.instance(newFlowInstId ?? '')
      expect(run.triggerTime).toBe(triggerTime)
    })

    it('is not asked of EnOS where it cannot be known what runs there are', async () => {
      const { flowInstId, flowId } = await seed()
      await enos.control.addFault({
        operation: 'flowInstances.search',
        match: { userId: account.userId },
        times: 100,
        kind: { type: 'code', code: 62109, msg: 'busy' },
      })
      expect(await act('run_again', flowInstId)).toMatchObject({ problem: { code: 'enos_rejected' } })
      expect(await recordsOf(flowId)).toEqual([])
    })
  })

  it('has left a history from which every record follows', () => expectVerified(database.db))
})
