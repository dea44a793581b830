import { randomUUID } from 'node:crypto'
import { asc, eq, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account, FaultKind } from '@/e2e/support/simulator-control'
import { appendEvent } from '@/lib/cancellations/append-event'
import { readHistory } from '@/lib/cancellations/history'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { DatabaseFailure } from '@/lib/db/quiet-failures'
import { cancellations, events } from '@/lib/db/schema'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { startLimits } from '@/lib/instances/send/time-limits'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
let database: OpenDatabase
let account: Account

beforeAll(async () => {
  // A call may take far longer than the action: the settings allow it.
  enos = await startSimulatedEnos({ cancelDelayMs: [60_000, 60_000] }, { ENOS_TIMEOUT_MS: '30000' })
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})
beforeEach(async () => {
  account = await enos.newAccount()
  await enos.control.clearFaults()
})
afterEach(() => vi.restoreAllMocks())

const seed = async (...others: Account[]): Promise<string> => {
  const owners = [account, ...others].map(({ username }) => username)
  return (await enos.control.seedInstance({ owners, type: 1, status: 'RUNNING' })).flowInstId
}
const wishFor = (flowInstId: string) => ({
  flowInstId,
  reason: 'stuck' as const,
  note: '',
  key: randomUUID(),
})
const cancelsOf = (flowInstId: string) =>
  enos.control.calls({ operation: 'flowInstances.cancel', flowInstId })
const recordOf = async (flowInstId: string) => {
  const found = await database.db.select().from(cancellations).where(eq(cancellations.flowInstId, flowInstId))
  return found[0]
}
const phasesOf = async (flowInstId: string): Promise<string[]> => {
  const record = await recordOf(flowInstId)
  const log = await database.db
    .select()
    .from(events)
    .where(eq(events.subject, record?.id ?? ''))
    .orderBy(asc(events.n))
  return log.map(({ phase }) => phase)
}
const troubleAt = (flowInstId: string, operation: string, kind: FaultKind) =>
  enos.control.addFault({ operation, match: { flowInstId }, times: 1, kind })
const hurried = () => startLimits({ checks: 600, giveUp: 900, whole: 1500 })
const ask = (flowInstId: string, limits = startLimits()) =>
  requestCancellation(viewerOf(account), wishFor(flowInstId), limits)

type Execute = (query: SQL) => Promise<unknown>

/** Lets the next statement of a kind be carried out, and something happen before its answer comes back. */
function troubleAfter(kind: 'intent' | 'step', trouble: () => Promise<unknown>): () => number {
  const execute = database.db.execute.bind(database.db) as Execute
  let met = 0
  const troubled: Execute = async (query) => {
    const answer = await execute(query)
    if (met > 0 || !isStatement(kind, query)) return answer
    met += 1
    await trouble()
    return answer
  }
  vi.spyOn(database.db, 'execute').mockImplementation(troubled as never)
  return () => met
}

/** Carries out the next step, but loses its answer and every statement after it, until it is called. */
function awayAfterStep(): () => void {
  const execute = database.db.execute.bind(database.db) as Execute
  let phase: 'before' | 'away' | 'back' = 'before'
  const troubled: Execute = async (query) => {
    if (phase === 'away') return lost()
    const answer = await execute(query)
    if (phase === 'back' || !isStatement('step', query)) return answer
    phase = 'away'
    return lost()
  }
  vi.spyOn(database.db, 'execute').mockImplementation(troubled as never)
  return () => {
    phase = 'back'
  }
}

function isStatement(kind: 'intent' | 'step', query: SQL): boolean {
  const mark = kind === 'intent' ? 'with made as' : 'with saved as'
  return new PgDialect().sqlToQuery(query).sql.includes(mark)
}

const lost = (): Promise<never> => Promise.reject(new DatabaseFailure(new Error('Connection terminated')))
/** A wait that goes on until a test ends it. */
const held = () => {
  let letGo = (): void => undefined
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  return { until: () => until, letGo }
}
const never = (): Promise<never> => new Promise(() => undefined)

describe('a cancel is answered in time', () => {
  it('where EnOS keeps the answer for longer: unconfirmed, and the late answer is still recorded', async () => {
    const id = await seed()
    await troubleAt(id, 'flowInstances.cancel', { type: 'delay', ms: 2500, when: 'after' })
    const startedAt = Date.now()
    const result = await ask(id, hurried())
    expect(Date.now() - startedAt).toBeLessThan(2500)
    expect(result).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
    await vi.waitFor(
      async () => expect(await recordOf(id)).toMatchObject({ state: 'accepted', answerCode: 0 }),
      {
        timeout: 10_000,
      },
    )
    expect(await phasesOf(id)).toEqual(['requested', 'sent', 'no_answer', 'answered'])
    expect(await cancelsOf(id)).toHaveLength(1)
  })

  it('within 16 s, however long a call may take by the settings', async () => {
    const id = await seed()
    await troubleAt(id, 'flowInstances.cancel', { type: 'delay', ms: 22_000, when: 'after' })
    const startedAt = Date.now()
    const result = await ask(id)
    const took = Date.now() - startedAt
    expect(result).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
    expect(took).toBeGreaterThan(14_000)
    expect(took).toBeLessThan(20_000)
  }, 40_000)

  it('where a refusal comes late: it is confirmed by a read all the same', async () => {
    const id = await seed()
    await troubleAt(id, 'flowInstances.cancel', { type: 'delay', ms: 2000, when: 'after' })
    await troubleAt(id, 'flowInstances.cancel', { type: 'code', code: 62103, msg: 'no privilege' })
    expect(await ask(id, hurried())).toMatchObject({ ok: true, cancellation: { state: 'unconfirmed' } })
    await vi.waitFor(async () => expect(await recordOf(id)).toMatchObject({ state: 'refused' }), {
      timeout: 10_000,
    })
  })

  it('where EnOS is slow before: a problem, no record, nothing sent', async () => {
    const id = await seed()
    await troubleAt(id, 'flowInstances.get', { type: 'delay', ms: 8000 })
    const startedAt = Date.now()
    expect(await ask(id)).toEqual({ ok: false, problem: { code: 'enos_timeout' } })
    expect(Date.now() - startedAt).toBeLessThan(7000)
    expect(await recordOf(id)).toBeUndefined()
    expect(await cancelsOf(id)).toEqual([])
  })

  it('where a turned away cancel cannot be confirmed: it stays open, and says that EnOS said no', async () => {
    const id = await seed()
    await troubleAt(id, 'flowInstances.cancel', { type: 'code', code: 62103, msg: 'no privilege' })
    await troubleAt(id, 'flowInstances.cancel', { type: 'delay', ms: 500, when: 'after' })
    const original = ask(id)
    await vi.waitFor(async () => expect(await recordOf(id)).toMatchObject({ state: 'sent' }), {
      interval: 20,
    })
    for (let n = 0; n < 2; n++) await troubleAt(id, 'flowInstances.get', { type: 'http', status: 503 })
    expect(await original).toMatchObject({
      ok: true,
      cancellation: { state: 'sent', answer: { code: 62103, turnedAway: true } },
    })
  })
})

describe('a database that fails in mid-commit', () => {
  it('of the intent: nothing is sent, and the same key finds the record', async () => {
    const id = await seed()
    const wish = wishFor(id)
    const met = troubleAfter('intent', lost)
    const viewer = viewerOf(account)
    await expect(requestCancellation(viewer, wish)).rejects.toThrow('Connection terminated')
    expect(met()).toBe(1)
    expect(await recordOf(id)).toMatchObject({ state: 'requested' })
    expect(await requestCancellation(viewer, wish)).toMatchObject({
      ok: true,
      cancellation: { state: 'requested' },
    })
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the intent, which it commits too late: the record is closed as not sent', async () => {
    const id = await seed()
    const commit = held()
    troubleAfter('intent', commit.until)
    await expect(ask(id, hurried())).rejects.toThrow('too long')
    commit.letGo()
    await vi.waitFor(async () => expect(await recordOf(id)).toMatchObject({ closedAt: expect.any(Number) }), {
      timeout: 10_000,
    })
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the mark as sent: nothing is sent, the record says so, and it can be asked for anew', async () => {
    const id = await seed()
    const wish = wishFor(id)
    const viewer = viewerOf(account)
    const met = troubleAfter('step', lost)
    const notSent = {
      ok: true,
      cancellation: { state: 'not_sent', answer: null, closedAt: expect.any(Number) },
    }
    expect(await requestCancellation(viewer, wish)).toMatchObject(notSent)
    expect(met()).toBe(1)
    expect(await phasesOf(id)).toEqual(['requested', 'sent', 'settled'])
    const { rows } = await readHistory(viewer, {})
    expect(rows).toMatchObject([{ flowInstId: id, state: 'not_sent' }])
    expect(await requestCancellation(viewer, wish)).toMatchObject(notSent)
    expect(await cancelsOf(id)).toEqual([])

    expect(await ask(id)).toMatchObject({ ok: true, cancellation: { state: 'accepted' } })
    expect(await cancelsOf(id)).toHaveLength(1)
  })

  it('of the mark as sent: another owner can ask right after', async () => {
    const other = await enos.newAccount()
    const id = await seed(other)
    troubleAfter('step', lost)
    expect(await ask(id)).toMatchObject({ ok: true, cancellation: { state: 'not_sent' } })
    expect(await requestCancellation(viewerOf(other), wishFor(id))).toMatchObject({
      ok: true,
      cancellation: { state: 'accepted' },
    })
    expect((await cancelsOf(id)).map(({ userId }) => userId)).toEqual([other.userId])
  })

  it('of the mark as sent, which it answers too late: nothing is sent, and the record says so', async () => {
    const id = await seed()
    const wish = wishFor(id)
    const answer = held()
    troubleAfter('step', answer.until)
    await expect(requestCancellation(viewerOf(account), wish, hurried())).rejects.toThrow('in time')
    answer.letGo()
    await vi.waitFor(async () => expect(await recordOf(id)).toMatchObject({ state: 'not_sent' }), {
      timeout: 10_000,
    })
    expect(await requestCancellation(viewerOf(account), wish)).toMatchObject({
      ok: true,
      cancellation: { state: 'not_sent' },
    })
    expect(await cancelsOf(id)).toEqual([])
    expect(await ask(id)).toMatchObject({ ok: true, cancellation: { state: 'accepted' } })
    expect(await cancelsOf(id)).toHaveLength(1)
  })

  it('of the mark as sent and of what follows: not sent as soon as it can be written, whoever looked before', async () => {
    const id = await seed()
    const back = awayAfterStep()
    expect(await ask(id)).toEqual({ ok: false, problem: { code: 'not_recorded' } })
    const left = await recordOf(id)
    expect(left).toMatchObject({ state: 'sent' })
    const step = { type: 'answer_lost', attempt: 1 } as const
    const actor = { kind: 'system', part: 'follower' } as const
    back()
    await appendEvent(left as CancellationRecord, { step, actor, at: Date.now() })
    await vi.waitFor(async () => expect(await recordOf(id)).toMatchObject({ state: 'not_sent' }), {
      timeout: 10_000,
    })
    expect(await phasesOf(id)).toEqual(['requested', 'sent', 'no_answer', 'settled'])
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the mark as sent, without end: nothing is sent, and the person is told so in time', async () => {
    const id = await seed()
    troubleAfter('step', never)
    await expect(ask(id, hurried())).rejects.toThrow('in time')
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the answer: sent and not recorded, then recorded once', async () => {
    const id = await seed()
    await troubleAt(id, 'flowInstances.cancel', { type: 'delay', ms: 300, when: 'after' })
    const asking = ask(id)
    await vi.waitFor(async () => expect(await recordOf(id)).toMatchObject({ state: 'sent' }), {
      interval: 20,
    })
    troubleAfter('step', lost)
    expect(await asking).toMatchObject({ ok: true, cancellation: { state: 'sent', unrecorded: true } })
    await vi.waitFor(async () => expect(await recordOf(id)).toMatchObject({ state: 'accepted' }), {
      timeout: 10_000,
    })
    // Another try of the same answer writes nothing: it would have come within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(await phasesOf(id)).toEqual(['requested', 'sent', 'answered'])
  })
})
