import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account, FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import { appendEvent } from '@/lib/cancellations/append-event'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { CancellationRecord, Step } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { cancellations, events, followUps } from '@/lib/db/schema'
import { follow } from '@/lib/follower/follow'
import { lookAfterEnd, lookAtCancellation } from '@/lib/instances/cancel/look'
import { readInstance } from '@/lib/instances/read'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'
import { expectVerified } from '@/lib/testing/verified'
import { wishOf } from '@/lib/testing/wishes'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const actor = { kind: 'system', part: 'follower' } as const

let enos: SimulatedEnos

beforeAll(async () => {
  enos = await startSimulatedEnos()
})
afterAll(() => enos.close())

describe.each(DATABASE_KINDS)('a look at a cancellation, on the %s database', (kind) => {
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
    agoMs: number,
    { steps = [], instance = {} }: { steps?: Step[]; instance?: Partial<NewInstance> } = {},
  ): Promise<CancellationRecord> => {
    const at = Date.now() - agoMs
    const seeded: NewInstance = { owners: [account.username], type: 1, status: 'RUNNING', ...instance }
    const { flowInstId } = await enos.control.seedInstance(seeded)
    const opened = await openCancellation(
      viewerOf(account),
      wishOf({ flowInstId, owners: seeded.owners, at }),
    )
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    let { record } = opened
    for (const [order, step] of steps.entries())
      record = (await appendEvent(record, { step, actor, at: at + order + 1 })).record
    return record
  }
  const sent: Step = { type: 'sent', attempt: 1 }
  const answer = (verdict: 'accepted' | 'turned_away', code: number): Step => ({
    ...{ type: 'answered', attempt: 1, verdict, reply: 'answer', http: 200, code },
    ...{ text: '', requestId: null, ms: 5 },
  })
  const accepted = answer('accepted', 0)
  const seen = (status: number): Step => ({
    ...{ type: 'seen', seen: 'live', status, ended: null, source: 'get', turnedAway: false },
  })
  const reload = async ({ id }: CancellationRecord): Promise<CancellationRecord> => {
    const [record] = await database.db.select().from(cancellations).where(eq(cancellations.id, id))
    return record as CancellationRecord
  }
  const phasesOf = async ({ id }: CancellationRecord): Promise<string[]> => {
    const log = await database.db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
    return log.map(({ phase }) => phase)
  }
  const planOf = async ({ id }: CancellationRecord) =>
    (await database.db.select().from(followUps).where(eq(followUps.cancellationId, id)))[0]
  const trouble = ({ flowInstId }: CancellationRecord, fault: FaultKind, times = 9) =>
    enos.control.addFault({ operation: 'flowInstances.get', match: { flowInstId }, times, kind: fault })
  const readsOf = ({ flowInstId }: CancellationRecord) =>
    enos.control.calls({ operation: 'flowInstances.get', flowInstId })

  describe('that was left behind by a server that went down', () => {
    it('before anything was sent: waits a minute, then it was never sent, and EnOS was not asked', async () => {
      const young = await asked(50_000)
      expect(await lookAtCancellation(young)).toBe('waiting')
      const old = await asked(61_000)
      expect(await lookAtCancellation(old)).toBe('ended')
      expect(await reload(old)).toMatchObject({ state: 'not_sent', attempts: 0 })
      expect(await phasesOf(old)).toEqual(['requested', 'settled'])
      expect(await planOf(old)).toBeUndefined()
      expect([...(await readsOf(young)), ...(await readsOf(old))]).toEqual([])
    })

    it('and is not sent any more by who comes late', async () => {
      const old = await asked(61_000)
      await lookAtCancellation(old)
      expect(await appendEvent(old, { step: sent, actor, at: Date.now() })).toMatchObject({ written: false })
    })

    it('after it was marked: read at once, unconfirmed after a minute, settled by what EnOS reports', async () => {
      const young = await asked(30_000, { steps: [sent] })
      expect(await lookAtCancellation(young)).toBe('open')
      expect((await reload(young)).state).toBe('sent')
      const old = await asked(61_000, { steps: [sent] })
      expect(await lookAtCancellation(old)).toBe('open')
      expect((await reload(old)).state).toBe('unconfirmed')
      expect(await phasesOf(old)).toEqual(['requested', 'sent', 'no_answer'])
      await enos.control.changeInstance(old.flowInstId, { status: 'CANCEL', endTime: Date.now() })
      expect(await lookAtCancellation(await reload(old))).toBe('ended')
      expect((await reload(old)).state).toBe('stopped')
    })

    it('after EnOS said no: refused only once a read shows that the instance goes on', async () => {
      const record = await asked(10_000, { steps: [sent, answer('turned_away', 62103)] })
      expect(await lookAtCancellation(record)).toBe('ended')
      expect(await reload(record)).toMatchObject({ state: 'refused', answerCode: 62103, statusAfter: null })
    })
  })

  it('cancelled by somebody else before it was sent: stopped, and then nothing is sent', async () => {
    const record = await asked(1_000, { instance: { status: 'CANCEL', endTime: Date.now() } })
    const read = await readInstance(account, record.flowInstId, {
      ...{ actor, priority: 'person', deadlineMs: 5_000 },
    })
    expect(read).toMatchObject({ ok: true, value: { changed: [{ state: 'stopped', attempts: 0 }] } })
    expect(await appendEvent(record, { step: sent, actor, at: Date.now() })).toMatchObject({ written: false })
  })

  describe('without an end for a day', () => {
    it('loses track only after one more read, which may show the end after all', async () => {
      const running = await asked(DAY + MINUTE, { steps: [sent, accepted] })
      expect(await lookAtCancellation(running)).toBe('ended')
      expect(await reload(running)).toMatchObject({ state: 'lost_track', statusAfter: null })
      expect(await readsOf(running)).toHaveLength(1)
      expect(await planOf(running)).toBeUndefined()
      const stopped = await asked(30 * HOUR, { steps: [sent, accepted] })
      await enos.control.changeInstance(stopped.flowInstId, { status: 'CANCEL', endTime: Date.now() })
      expect(await lookAtCancellation(stopped)).toBe('ended')
      expect((await reload(stopped)).state).toBe('stopped')
      const young = await asked(DAY - MINUTE, { steps: [sent, accepted] })
      expect(await lookAtCancellation(young)).toBe('open')
    })

    it('tries for an hour more where EnOS does not answer, counted from when this server could try', async () => {
      const record = await asked(30 * HOUR, { steps: [sent, accepted] })
      await trouble(record, { type: 'http', status: 500 }, 1)
      expect(await lookAtCancellation(record, Date.now() - MINUTE)).toBe('unanswered')
      expect((await reload(record)).state).toBe('accepted')
      expect(await lookAtCancellation(record, Date.now() - MINUTE)).toBe('ended')
      expect((await reload(record)).state).toBe('lost_track')
      const down = await asked(30 * HOUR, { steps: [sent, accepted] })
      await trouble(down, { type: 'http', status: 500 }, 1)
      expect(await lookAtCancellation(down, Date.now() - 2 * HOUR)).toBe('ended')
      expect((await reload(down)).state).toBe('lost_track')
    })

    it('counts from when it was opened again', async () => {
      const record = await asked(50 * HOUR, { steps: [sent, accepted, { type: 'lost_track' }] })
      const step = { type: 'reopened', accepted: true } as const
      const reopened = await appendEvent(record, { step, actor, at: Date.now() - HOUR })
      expect(await lookAtCancellation(reopened.record)).toBe('open')
      const again = { ...reopened.record, reopenedAt: Date.now() - DAY - 1 }
      expect(await lookAtCancellation(again)).toBe('ended')
      expect(await phasesOf(record)).toEqual([
        'requested',
        'sent',
        'answered',
        'settled',
        'reopened',
        'settled',
      ])
    })

    it('keeps trying for a person whom EnOS does not know any more, at the long interval', async () => {
      const record = await asked(HOUR, { steps: [sent, accepted] })
      await trouble(record, { type: 'code', code: 62103, msg: 'User has no privilege.' }, 1)
      const before = Date.now()
      await follow({ record, looks: 1, since: 0 })
      const { dueAt = 0 } = (await planOf(record)) ?? {}
      expect(dueAt - before).toBeGreaterThanOrEqual(MINUTE)
      expect(dueAt - before).toBeLessThan(2 * MINUTE)
    })
  })

  it('uses up none of the growing waits while EnOS does not answer', async () => {
    const record = await asked(5_000, { steps: [sent, accepted] })
    await trouble(record, { type: 'html', status: 500 })
    for (let n = 0; n < 3; n++) await follow({ record, looks: 1, since: 0 })
    expect(await planOf(record)).toMatchObject({ looks: 0 })
    await enos.control.clearFaults()
    const before = Date.now()
    await follow({ record, looks: 1, since: 0 })
    expect(((await planOf(record))?.dueAt ?? 0) - before).toBeLessThan(2_000)
  })

  describe('that shows FAIL', () => {
    const failed = { status: 'FAIL', endTime: Date.now() } as const

    it('is live while tasks run, and the end once none does', async () => {
      const tasks = [
        { name: 'a', status: 'FAIL' },
        { name: 'b', status: 'RUNNING' },
      ]
      const live = await asked(MINUTE, {
        steps: [sent, accepted],
        instance: { status: 'FAIL', endTime: null, tasks },
      })
      expect(await lookAtCancellation(live)).toBe('open')
      const dead = await asked(MINUTE, {
        steps: [sent, accepted],
        instance: { ...failed, tasks: [{ name: 'a', status: 'FAIL' }] },
      })
      expect(await lookAtCancellation(dead)).toBe('ended')
      expect(await reload(dead)).toMatchObject({ state: 'finished_first', statusAfter: -1 })
    })

    it('with a graph that cannot be read, is live for five minutes', async () => {
      const young = await asked(20 * MINUTE, { steps: [sent, accepted], instance: failed })
      const old = await asked(20 * MINUTE, { steps: [sent, accepted, seen(-1)], instance: failed })
      await enos.control.patchSettings({ graphForm: 'broken' })
      expect(await lookAtCancellation(young)).toBe('open')
      expect(await reload(young)).toMatchObject({ statusSeen: -1 })
      expect(await lookAtCancellation(await reload(young))).toBe('open')
      expect(await lookAtCancellation(old)).toBe('ended')
      await enos.control.patchSettings({ graphForm: 'string' })
    })

    it('and then RERUN, is followed on', async () => {
      const record = await asked(20 * MINUTE, {
        steps: [sent, accepted, seen(-1)],
        instance: { status: 'RERUN' },
      })
      expect(await lookAtCancellation(record)).toBe('open')
      expect(await phasesOf(record)).toEqual(['requested', 'sent', 'answered', 'observed', 'observed'])
      await enos.control.changeInstance(record.flowInstId, { status: 'CANCEL', endTime: Date.now() })
      expect(await lookAtCancellation(await reload(record))).toBe('ended')
      expect((await reload(record)).state).toBe('stopped')
    })
  })

  describe('some minutes after the end', () => {
    const ended = async (status: NewInstance['status'], closedAgoMs = 6 * MINUTE) => {
      const record = await asked(closedAgoMs + 1_000, { steps: [sent, accepted], instance: { status } })
      const step = {
        type: 'seen',
        seen: 'cancelled',
        status: 8,
        ended: null,
        source: 'get',
        turnedAway: false,
      } as const
      return (await appendEvent(record, { step, actor, at: Date.now() - closedAgoMs })).record
    }

    it('is made once, and records what EnOS says if it is something else', async () => {
      const record = await ended('SUCCESS')
      await follow({ record, looks: 1, since: 0 })
      expect(await reload(record)).toMatchObject({ state: 'stopped', statusAfter: 8, laterStatus: 1 })
      expect((await phasesOf(record)).at(-1)).toBe('changed_later')
      expect(await planOf(record)).toBeUndefined()
      expect(await lookAfterEnd(record)).toBe(true)
      expect((await phasesOf(record)).filter((phase) => phase === 'changed_later')).toHaveLength(1)
    })

    it('says nothing where EnOS says the same', async () => {
      const record = await ended('CANCEL')
      await follow({ record, looks: 1, since: 0 })
      expect(await reload(record)).toEqual(record)
      expect(await planOf(record)).toBeUndefined()
    })

    it('waits for its time, and is tried again while EnOS is away', async () => {
      const early = await ended('SUCCESS', MINUTE)
      await follow({ record: early, looks: 1, since: 0 })
      expect(await planOf(early)).toMatchObject({ dueAt: (early.closedAt ?? 0) + 5 * MINUTE })
      expect(await readsOf(early)).toEqual([])
      const record = await ended('SUCCESS')
      await trouble(record, { type: 'http', status: 500 }, 1)
      await follow({ record, looks: 1, since: 0 })
      expect(await planOf(record)).toBeDefined()
      expect((await reload(record)).laterStatus).toBeNull()
      await follow({ record, looks: 2, since: 0 })
      expect((await reload(record)).laterStatus).toBe(1)
    })

    it('of a refused one: only that it was cancelled after all is news', async () => {
      const steps = [sent, answer('turned_away', 62103)]
      const refuse = async (status: NewInstance['status']) => {
        const record = await asked(7 * MINUTE, { steps, instance: { status } })
        const step = { ...seen(2), turnedAway: true } as Step
        return (await appendEvent(record, { step, actor, at: Date.now() - 6 * MINUTE })).record
      }
      const done = await refuse('SUCCESS')
      expect(done.state).toBe('refused')
      await follow({ record: done, looks: 1, since: 0 })
      expect((await reload(done)).laterStatus).toBeNull()
      const stopped = await refuse('CANCEL')
      await follow({ record: stopped, looks: 1, since: 0 })
      expect(await reload(stopped)).toMatchObject({ state: 'refused', laterStatus: 8 })
    })
  })

  it('has left a history from which every record follows', () => expectVerified(database.db))
})
