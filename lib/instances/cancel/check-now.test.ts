import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '@/e2e/support/simulator-control'
import { appendEvent } from '@/lib/cancellations/append-event'
import { claimToldEndings } from '@/lib/cancellations/endings'
import { findVisible } from '@/lib/cancellations/one'
import { readOpenCancellations } from '@/lib/cancellations/open'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { CancellationRecord, Step } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { events, followUps } from '@/lib/db/schema'
import { checkNow } from '@/lib/instances/cancel/check-now'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import type { Viewer } from '@/lib/people/viewer'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'
import { expectVerified } from '@/lib/testing/verified'
import { wishOf } from '@/lib/testing/wishes'

let enos: SimulatedEnos

beforeAll(async () => {
  enos = await startSimulatedEnos({ cancelDelayMs: [60_000, 60_000] })
})
afterAll(() => enos.close())

describe.each(DATABASE_KINDS)('checking now, on the %s database', (kind) => {
  let database: OpenDatabase
  let alice: Account
  let bob: Account
  let viewer: Viewer
  let other: Viewer
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await enos.control.clearFaults()
    ;[alice, bob] = [await enos.newAccount(), await enos.newAccount()]
    ;[viewer, other] = [viewerOf(alice), viewerOf(bob)]
  })

  const lost = async (...steps: Step[]): Promise<CancellationRecord> => {
    const owners = [alice.username, bob.username]
    const { flowInstId } = await enos.control.seedInstance({ owners, type: 1, status: 'RUNNING' })
    const opened = await openCancellation(viewer, wishOf({ flowInstId, owners }))
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    let { record } = opened
    const actor = { kind: 'system', part: 'follower' } as const
    for (const step of [{ type: 'sent', attempt: 1 } as const, ...steps, { type: 'lost_track' } as const])
      record = (await appendEvent(record, { step, actor, at: Date.now() })).record
    expect(record).toMatchObject({ state: 'lost_track', closedAt: expect.any(Number) })
    return record
  }
  const accepted: Step = {
    ...{ type: 'answered', attempt: 1, verdict: 'accepted', reply: 'answer', http: 200, code: 0 },
    ...{ text: 'OK', requestId: null, ms: 5 },
  }
  const check = (who: Viewer, { id }: { id: string }) => checkNow(who, { cancellationId: id })
  const callsOf = ({ flowInstId }: CancellationRecord) => enos.control.calls({ flowInstId })
  const logOf = async ({ id }: CancellationRecord): Promise<string[]> => {
    const log = await database.db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
    return log.map(({ phase, body }) => `${phase} ${JSON.parse(body).actor.username ?? 'system'}`)
  }
  const plansOf = ({ id }: CancellationRecord) =>
    database.db.select().from(followUps).where(eq(followUps.cancellationId, id))

  it('opens it again, looks at once as who asked for it, and leaves it to the follower', async () => {
    const record = await lost()
    expect(await check(viewer, record)).toMatchObject({
      ok: true,
      cancellation: { id: record.id, state: 'unconfirmed', closedAt: null },
    })
    expect(await callsOf(record)).toMatchObject([{ operation: 'flowInstances.get', userId: alice.userId }])
    expect((await logOf(record)).slice(-1)).toEqual([`reopened ${alice.username}`])
    expect(await plansOf(record)).toMatchObject([{ looks: 0 }])
  })

  it('remembers that EnOS had accepted it', async () => {
    const record = await lost(accepted)
    expect(await check(viewer, record)).toMatchObject({ ok: true, cancellation: { state: 'accepted' } })
  })

  it('finds the end that was missed, and it is told again', async () => {
    const record = await lost(accepted)
    expect(await claimToldEndings(viewer, [record.id])).toEqual([record.id])
    await enos.control.changeInstance(record.flowInstId, { status: 'CANCEL', endTime: Date.now() })
    expect(await check(viewer, record)).toMatchObject({ ok: true, cancellation: { state: 'stopped' } })
    expect((await logOf(record)).slice(-3).map((line) => line.split(' ')[0])).toEqual([
      'reopened',
      'observed',
      'settled',
    ])
    expect((await readOpenCancellations(viewer)).untold.map(({ id }) => id)).toEqual([record.id])
  })

  it('is one check, however often it is pressed', async () => {
    const record = await lost()
    const results = await Promise.all([check(viewer, record), check(viewer, record), check(other, record)])
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true])
    expect((await logOf(record)).filter((line) => line.startsWith('reopened'))).toHaveLength(1)
    expect(await callsOf(record)).toHaveLength(1)
  })

  it('leaves it open where EnOS does not answer', async () => {
    const record = await lost()
    const kind = { type: 'http', status: 503 } as const
    const match = { flowInstId: record.flowInstId }
    await enos.control.addFault({ operation: 'flowInstances.get', match, times: 9, kind })
    expect(await check(viewer, record)).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
  })

  it('may be asked by whoever sees the record, a lead too; it is read as who asked, and nobody else may', async () => {
    const record = await lost()
    const mallory = viewerOf(await enos.newAccount())
    const foreignLead = viewerOf({ ...bob, orgId: 'o19999999999999', role: 'lead' } as never)
    const notFound = JSON.stringify({ ok: false, problem: { code: 'not_found' } })
    for (const result of [
      await check(mallory, record),
      await check(foreignLead, record),
      await check(viewer, { id: crypto.randomUUID() }),
    ])
      expect(JSON.stringify(result)).toBe(notFound)
    expect(await callsOf(record)).toEqual([])
    const lead = viewerOf({ ...(await enos.newAccount()), role: 'lead' } as never)
    expect(await check(lead, record)).toMatchObject({ ok: true, cancellation: { askAgainAt: null } })
    expect(await callsOf(record)).toMatchObject([{ operation: 'flowInstances.get', userId: alice.userId }])
  })

  it('does nothing to one that was not lost', async () => {
    const record = await lost()
    await check(viewer, record)
    expect(await check(viewer, record)).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
    expect(await callsOf(record)).toHaveLength(1)
  })

  it('says who asked meanwhile, where another cancellation of the instance is open', async () => {
    const record = await lost()
    const wish = {
      flowInstId: record.flowInstId,
      reason: 'stuck',
      note: '',
      key: crypto.randomUUID(),
    } as const
    const newer = await requestCancellation(other, wish)
    if (!newer.ok) throw new Error(newer.problem.code)
    const { id, requestedAt } = newer.cancellation
    expect(await check(viewer, record)).toEqual({
      ok: false,
      problem: { code: 'already_asked', detail: { id, by: bob.username, at: requestedAt } },
    })
    expect(await findVisible(viewer, record.id)).toEqual(record)
  })

  it('names nobody of another cancellation that they may not see', async () => {
    const record = await lost()
    const { flowInstId } = record
    const newer = await openCancellation(other, wishOf({ flowInstId, owners: [bob.username] }))
    if (newer.kind !== 'opened') throw new Error(newer.kind)
    const { id, requestedAt } = newer.record
    expect(await findVisible(viewer, id)).toBeNull()
    expect(await check(viewer, record)).toEqual({ ok: false, problem: { code: 'already_asked' } })
    const lead = viewerOf({ ...(await enos.newAccount()), role: 'lead' } as never)
    const told = { code: 'already_asked', detail: { id, by: bob.username, at: requestedAt } }
    expect(await check(lead, record)).toEqual({ ok: false, problem: told })
  })

  it('has left a history from which every record follows', () => expectVerified(database.db))
})

describe.each(DATABASE_KINDS)('a second owner, on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  it('is told who asked and when, follows that to the end though not an owner then, and is told it once', async () => {
    const [alice, bob] = [await enos.newAccount(), await enos.newAccount()]
    const [viewer, other] = [viewerOf(alice), viewerOf(bob)]
    const owners = [alice.username, bob.username]
    const { flowInstId } = await enos.control.seedInstance({ owners, type: 1, status: 'RUNNING' })
    // When alice asked, bob was no owner yet.
    const opened = await openCancellation(viewer, wishOf({ flowInstId, owners: [alice.username] }))
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    const { id, requestedAt } = opened.record
    const ask = (who: Viewer, of = flowInstId) =>
      requestCancellation(who, { flowInstId: of, reason: 'stuck', note: '', key: crypto.randomUUID() })
    const mallory = viewerOf(await enos.newAccount())
    expect(await ask(mallory)).toMatchObject({ ok: false, problem: { code: 'not_found' } })
    expect(await findVisible(other, id)).toBeNull()
    const told = { code: 'already_asked', detail: { id, by: alice.username, at: requestedAt } }
    expect(await ask(other)).toEqual({ ok: false, problem: told })
    expect(await ask(other)).toEqual({ ok: false, problem: told })
    expect((await readOpenCancellations(other)).open).toMatchObject([
      { id, askedByMe: false, askedBy: alice.username },
    ])
    await enos.control.changeInstance(flowInstId, { status: 'CANCEL', endTime: Date.now() })
    expect(await ask(other)).toMatchObject({ problem: { code: 'already_final' } })
    expect((await readOpenCancellations(other)).untold).toMatchObject([
      { id, state: 'stopped', askedByMe: false },
    ])
    expect((await readOpenCancellations(viewer)).untold).toMatchObject([{ id, askedByMe: true }])
    for (const who of [mallory, viewerOf({ ...bob, orgId: 'o19999999999999' })]) {
      expect(await readOpenCancellations(who)).toMatchObject({ open: [], untold: [] })
      expect(await claimToldEndings(who, [id])).toEqual([])
    }
    expect(await claimToldEndings(other, [id])).toEqual([id])
    expect(await claimToldEndings(other, [id])).toEqual([])
    expect((await readOpenCancellations(other)).untold).toEqual([])
    expect((await readOpenCancellations(viewer)).untold).toHaveLength(1)
  })
})
