import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account } from '@/e2e/support/simulator-control'
import { appendEvent } from '@/lib/cancellations/append-event'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { setPace } from '@/lib/cancellations/timing'
import type { OpenDatabase } from '@/lib/db/client'
import { DatabaseFailure } from '@/lib/db/quiet-failures'
import { cancellations, followUps } from '@/lib/db/schema'
import { startFollower, stopFollower } from '@/lib/follower/follower'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'
import { expectVerified } from '@/lib/testing/verified'
import { wishOf } from '@/lib/testing/wishes'

const CEILING = 40

let enos: SimulatedEnos

beforeAll(async () => {
  enos = await startSimulatedEnos({ cancelDelayMs: [300, 300] }, { ENOS_MAX_RPS: String(CEILING) })
})
afterAll(() => enos.close())

describe.each(DATABASE_KINDS)('the follower, on the %s database', (kind) => {
  let database: OpenDatabase
  let account: Account
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
    account = await enos.newAccount()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await enos.control.clearFaults()
    await database.db.delete(followUps)
  })
  afterEach(() => {
    stopFollower()
    setPace(1)
  })

  const seed = async (status = 'RUNNING'): Promise<string> =>
    (await enos.control.seedInstance({ owners: [account.username], type: 1, status })).flowInstId
  const ask = async (flowInstId: string): Promise<string> => {
    const wish = { flowInstId, reason: 'stuck', note: '', key: randomUUID() } as const
    const result = await requestCancellation(viewerOf(account), wish)
    if (!result.ok) throw new Error(result.problem.code)
    return result.cancellation.id
  }
  const recordOf = async (id: string): Promise<CancellationRecord> => {
    const [record] = await database.db.select().from(cancellations).where(eq(cancellations.id, id))
    return record as CancellationRecord
  }
  const stateOf = async (id: string) => (await recordOf(id)).state
  const planOf = async (id: string) =>
    (await database.db.select().from(followUps).where(eq(followUps.cancellationId, id)))[0]
  const readsSince = (since: number) => enos.control.calls({ operation: 'flowInstances.get', since })
  const lastCall = async () => (await enos.control.calls({})).at(-1)?.n ?? 0
  /** Sent some time ago and looked at often: the instance goes on. */
  const openLongAgo = async (flowInstId: string): Promise<string> => {
    const at = Date.now() - 3_600_000
    const opened = await openCancellation(
      viewerOf(account),
      wishOf({ flowInstId, at, owners: [account.username] }),
    )
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    const actor = { kind: 'system', part: 'follower' } as const
    await appendEvent(opened.record, { step: { type: 'sent', attempt: 1 }, actor, at })
    await appendEvent(opened.record, { step: { type: 'answer_lost', attempt: 1 }, actor, at: at + 1 })
    await database.db
      .update(followUps)
      .set({ looks: 40 })
      .where(eq(followUps.cancellationId, opened.record.id))
    return opened.record.id
  }
  const patient = { timeout: 15_000, interval: 50 }

  it('follows a cancel to its end, looks once more, and is done with it', async () => {
    await startFollower({ isAlone: false, pace: 0.005 })
    const id = await ask(await seed())
    await vi.waitFor(async () => expect(await stateOf(id)).toBe('stopped'), patient)
    await vi.waitFor(async () => expect(await planOf(id)).toBeUndefined(), patient)
    expect(await recordOf(id)).toMatchObject({ laterStatus: null })
  })

  it('keeps below the ceiling, and neither old nor new ones wait for ever', async () => {
    const olds = []
    for (let n = 0; n < 120; n++) olds.push(await openLongAgo(await seed()))
    const since = await lastCall()
    await startFollower({ isAlone: false, pace: 0.0001 })
    const startedAt = Date.now()
    const young = await ask(await seed())
    await vi.waitFor(async () => expect(await stateOf(young)).toBe('stopped'), patient)
    const seen = async () => new Set((await readsSince(since)).map(({ flowInstId }) => flowInstId)).size
    await vi.waitFor(async () => expect(await seen()).toBeGreaterThan(120), { ...patient, timeout: 20_000 })
    stopFollower()
    const reads = await readsSince(since)
    const seconds = (Date.now() - startedAt) / 1000
    expect(reads.length / seconds).toBeLessThan(CEILING)
    await database.db.execute(sql`delete from ${followUps}`)
  }, 60_000)

  it('makes one look at a time while EnOS is away, and goes on when it is back', async () => {
    const ids = []
    for (let n = 0; n < 30; n++) ids.push(await openLongAgo(await seed()))
    await enos.control.addFault({
      operation: 'flowInstances.get',
      times: 100_000,
      kind: { type: 'http', status: 503 },
    })
    const before = await lastCall()
    // Slow enough that no track is lost while EnOS is away.
    await startFollower({ isAlone: false, pace: 0.005 })
    await vi.waitFor(async () => expect((await readsSince(before)).length).toBeGreaterThan(10), patient)
    // By then it knows, and what was under way has ended.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const since = await lastCall()
    // No wait but a window, in which it looks every second or less often, each time with one retry.
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    expect((await readsSince(since)).length).toBeLessThanOrEqual(8)
    await enos.control.clearFaults()
    const seen = async () => new Set((await readsSince(since)).map(({ flowInstId }) => flowInstId)).size
    await vi.waitFor(async () => expect(await seen()).toBe(30), { ...patient, timeout: 30_000 })
    stopFollower()
  }, 60_000)

  it('gives back what it was looking at when it stops, so that another server goes on at once', async () => {
    const flowInstId = await seed()
    const id = await openLongAgo(flowInstId)
    const match = { flowInstId }
    await enos.control.addFault({
      operation: 'flowInstances.get',
      match,
      times: 1,
      kind: { type: 'hold', when: 'before' },
    })
    await startFollower({ isAlone: false, pace: 1 })
    await vi.waitFor(async () => expect(await enos.control.held()).toHaveLength(1), patient)
    expect((await planOf(id))?.dueAt).toBeGreaterThan(Date.now() + 10_000)
    expect(process.listeners('SIGTERM')).toContain(stopFollower)
    stopFollower()
    expect(process.listeners('SIGTERM')).not.toContain(stopFollower)
    await vi.waitFor(async () => expect((await planOf(id))?.dueAt).toBeLessThanOrEqual(Date.now()), patient)
    await enos.control.changeInstance(flowInstId, { status: 'CANCEL', endTime: Date.now() })
    await startFollower({ isAlone: false, pace: 1 })
    await vi.waitFor(async () => expect(await stateOf(id)).toBe('stopped'), patient)
    await enos.control.releaseHeld()
  }, 60_000)

  it('looks again as soon as the database is back that was gone before a look could be planned', async () => {
    const flowInstId = await seed()
    const id = await openLongAgo(flowInstId)
    await enos.control.addFault({
      operation: 'flowInstances.get',
      match: { flowInstId },
      times: 1,
      kind: { type: 'hold', when: 'before' },
    })
    await startFollower({ isAlone: false, pace: 0.1 })
    await vi.waitFor(async () => expect(await enos.control.held()).toHaveLength(1), patient)
    const gone = vi
      .spyOn(database.db, 'execute')
      .mockRejectedValue(new DatabaseFailure(new Error('Connection terminated')))
    await enos.control.releaseHeld()
    await vi.waitFor(() => expect(gone.mock.calls.length).toBeGreaterThan(2), patient)
    gone.mockRestore()
    await enos.control.changeInstance(flowInstId, { status: 'CANCEL', endTime: Date.now() })
    await vi.waitFor(async () => expect(await stateOf(id)).toBe('stopped'), patient)
  }, 60_000)

  it('of a server that is the only one waits for no lease of an earlier one', async () => {
    const flowInstId = await seed('CANCEL')
    const id = await openLongAgo(flowInstId)
    await database.db.update(followUps).set({ dueAt: Date.now() + 39_000 })
    await startFollower({ isAlone: true, pace: 1 })
    await vi.waitFor(async () => expect(await stateOf(id)).toBe('stopped'), patient)
  })

  it('has left a history from which every record follows', () => expectVerified(database.db))
})
