import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account, FaultKind } from '@/e2e/support/simulator-control'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { setPace } from '@/lib/cancellations/timing'
import { events } from '@/lib/db/schema'
import { askAgain } from '@/lib/instances/cancel/ask-again'
import type { Viewer } from '@/lib/people/viewer'
import { open, phasesOf, reload } from '@/lib/testing/cancellation-steps'
import { ask, cancelsOf, hurried, overdueCancellation, seedShared, troubleAt } from '@/lib/testing/cancels'
import { lost, troubleAfter } from '@/lib/testing/database-trouble'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

/** Overdue after 60 ms. */
const PACE = 0.0005

playWithEnos({ cancelDelayMs: [60_000, 60_000], askAgainMs: 0 })

describe.each(DATABASE_KINDS)('asking again, on the %s database', (kind) => {
  playOnDatabase(kind)
  /** Another owner. */
  let bob: Account
  let other: Viewer
  beforeEach(async () => {
    setPace(PACE)
    bob = await scene.enos.newAccount()
    other = viewerOf(bob)
    vi.restoreAllMocks()
  })
  afterAll(() => setPace(1))

  /** A cancellation of a shared instance that was sent and is overdue. */
  const overdue = async (fault?: FaultKind): Promise<CancellationRecord> => {
    const flowInstId = await seedShared([bob])
    if (fault) await troubleAt(flowInstId, fault)
    return overdueCancellation(flowInstId)
  }
  const actorsOf = async ({ id }: CancellationRecord): Promise<string[]> => {
    const { db } = scene.database
    const log = await db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
    return log.map(({ phase, body }) => `${phase} ${JSON.parse(body).actor.username}`)
  }
  const again = (who: Viewer, { id }: CancellationRecord, attempt = 2) =>
    askAgain(who, { cancellationId: id, attempt })

  it('is a new attempt on the same record, sent and logged as the owner who asks now', async () => {
    const record = await overdue()
    const result = await again(other, record)
    expect(result).toMatchObject({
      ok: true,
      cancellation: {
        id: record.id,
        state: 'accepted',
        attempts: 2,
        askedByMe: false,
        askedBy: scene.account.username,
      },
    })
    expect((await cancelsOf(record.flowInstId)).map(({ userId }) => userId)).toEqual([
      scene.account.userId,
      bob.userId,
    ])
    expect(await actorsOf(record)).toEqual([
      ...['requested', 'sent', 'answered'].map((phase) => `${phase} ${scene.account.username}`),
      ...['asked_again', 'sent', 'answered'].map((phase) => `${phase} ${bob.username}`),
    ])
  })

  it('is one POST, however many tabs and owners ask at once, and the others get the record as it stands', async () => {
    const record = await overdue()
    await troubleAt(record.flowInstId, { type: 'delay', ms: 100, when: 'after' })
    const results = await Promise.all(
      [scene.viewer, scene.viewer, other, other].map((who) => again(who, record)),
    )
    expect(results.map((result) => result.ok && result.cancellation.attempts)).toEqual([2, 2, 2, 2])
    expect(await cancelsOf(record.flowInstId)).toHaveLength(2)
    expect(await again(scene.viewer, record)).toMatchObject({ ok: true, cancellation: { attempts: 2 } })
    expect(await cancelsOf(record.flowInstId)).toHaveLength(2)
    expect((await phasesOf(record.id)).filter((phase) => phase === 'asked_again')).toHaveLength(1)
  })

  it('sends nothing where the fresh read shows that it has ended, and settles the record', async () => {
    const record = await overdue()
    await scene.enos.control.changeInstance(record.flowInstId, { status: 'SUCCESS', endTime: Date.now() })
    expect(await again(scene.viewer, record)).toMatchObject({
      ok: true,
      cancellation: { state: 'finished_first', statusAfter: 1, attempts: 1 },
    })
    expect(await cancelsOf(record.flowInstId)).toHaveLength(1)
  })

  it('is too early while it is not overdue, and again right after another attempt', async () => {
    setPace(1)
    const first = await ask(await seedShared())
    if (!first.ok) throw new Error(first.problem.code)
    const at = first.cancellation.askAgainAt
    const record = await reload(first.cancellation.id)
    const tooEarly = { ok: false, problem: { code: 'too_early', detail: { at } } }
    expect(await again(scene.viewer, record)).toEqual(tooEarly)
    setPace(PACE)
    const asked = async () => (await again(scene.viewer, record)).ok
    await vi.waitUntil(asked, { interval: 20, timeout: 10_000 })
    setPace(1)
    expect(await again(scene.viewer, record, 3)).toMatchObject({ ok: false, problem: { code: 'too_early' } })
    expect(await cancelsOf(record.flowInstId)).toHaveLength(2)
  })

  it('says the same of a record that is not there, not theirs, abroad, or of an instance they no longer own', async () => {
    const record = await overdue()
    const nobodys = { ...record, id: randomUUID() }
    const mallory = viewerOf(await scene.enos.newAccount())
    const abroad = viewerOf({ ...scene.account, orgId: 'o19999999999999' })
    const lead = viewerOf({ ...(await scene.enos.newAccount()), role: 'lead' } as never)
    // He asked, so he sees the record, but an owner he is not any more.
    const { flowInstId } = await scene.enos.control.seedInstance({
      owners: ['x'],
      type: 1,
      status: 'RUNNING',
    })
    const asked = await open({ flowInstId, owners: [bob.username], at: 1_000 }, other)
    const actor = { kind: 'person', userId: bob.userId, username: bob.username } as const
    await appendEvent(asked, { step: { type: 'sent', attempt: 1 }, actor, at: 2_000 })
    const answers = [
      await again(scene.viewer, nobodys),
      await again(mallory, record),
      await again(abroad, record),
      await again(lead, record),
      await again(other, asked),
    ]
    expect(answers.map((answer) => JSON.stringify(answer))).toEqual(
      Array(5).fill(JSON.stringify({ ok: false, problem: { code: 'not_found' } })),
    )
    expect(await cancelsOf(record.flowInstId)).toHaveLength(1)
    expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered'])
  })

  it.each<[string, FaultKind]>([
    ['62103', { type: 'code', code: 62103, msg: 'User has no privilege.' }],
    ['HTTP 429', { type: 'http', status: 429, body: {} }],
    ['nothing', { type: 'cut', when: 'before' }],
  ])('is never closed by its answer: %s', async (_, fault) => {
    const record = await overdue()
    await troubleAt(record.flowInstId, fault)
    expect(await again(scene.viewer, record)).toMatchObject({
      ok: true,
      cancellation: { state: 'accepted', attempts: 2, closedAt: null },
    })
    expect(await cancelsOf(record.flowInstId)).toHaveLength(2)
  })

  it('is sent again once after the token was refused', async () => {
    const record = await overdue()
    await troubleAt(record.flowInstId, { type: 'code', code: 1203, msg: 'access token expired' })
    expect(await again(scene.viewer, record)).toMatchObject({ ok: true, cancellation: { attempts: 2 } })
    expect(await cancelsOf(record.flowInstId)).toHaveLength(3)
    expect((await phasesOf(record.id)).slice(3)).toEqual(['asked_again', 'sent', 'resent', 'answered'])
  })

  it('answers in time, and records a late answer when it comes', async () => {
    const record = await overdue({ type: 'cut', when: 'before' })
    expect(record.state).toBe('unconfirmed')
    await troubleAt(record.flowInstId, { type: 'hold', when: 'after' })
    const result = await askAgain(scene.viewer, { cancellationId: record.id, attempt: 2 }, hurried())
    expect(result).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed', attempts: 2 } })
    await scene.enos.control.releaseHeld()
    await vi.waitFor(async () => expect(await reload(record.id)).toMatchObject({ state: 'accepted' }), 5000)
  })

  it('sends nothing where EnOS cannot be read first, and says why', async () => {
    const record = await overdue()
    for (let n = 0; n < 2; n++)
      await troubleAt(record.flowInstId, { type: 'http', status: 503 }, 'flowInstances.get')
    expect(await again(scene.viewer, record)).toMatchObject({ ok: false, problem: { code: 'enos_error' } })
    expect(await cancelsOf(record.flowInstId)).toHaveLength(1)
  })

  it('marked as sent by a write whose answer was lost: nothing leaves, the mark is undone and on the log', async () => {
    const record = await overdue()
    const met = troubleAfter('step', lost)
    expect(await again(scene.viewer, record)).toEqual({ ok: false, problem: { code: 'not_recorded' } })
    expect(met()).toBe(1)
    expect(await reload(record.id)).toMatchObject({
      attempts: 1,
      lastSentAt: record.lastSentAt,
      state: 'accepted',
    })
    expect((await phasesOf(record.id)).slice(3)).toEqual(['asked_again', 'sent', 'no_answer'])
    expect(await cancelsOf(record.flowInstId)).toHaveLength(1)
    expect(await again(other, record)).toMatchObject({ ok: true, cancellation: { attempts: 2 } })
    expect(await cancelsOf(record.flowInstId)).toHaveLength(2)
  })

  it('says that an attempt never left only of its own: not of one that somebody else made meanwhile', async () => {
    const record = await overdue()
    const actor = { kind: 'person', userId: bob.userId, username: bob.username } as const
    const { record: marked } = await appendEvent(record, {
      step: { type: 'sent', attempt: 2 },
      actor,
      at: 5_000,
    })
    const undo = { sentAt: 4_999, before: record.lastSentAt }
    const step = { type: 'never_sent', attempt: 2, why: 'not_allowed', certain: true, undo } as const
    expect(await appendEvent(record, { step, actor, at: Date.now() })).toEqual({
      written: false,
      record: marked,
    })
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
