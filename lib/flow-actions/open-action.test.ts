import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type OpenDatabase, openDatabase } from '@/lib/db/client'
import { isDatabaseFailure } from '@/lib/db/quiet-failures'
import { rowsOf } from '@/lib/db/raw'
import { events, flowActions } from '@/lib/db/schema'
import { appendFlowEvent, appendFlowIntent } from '@/lib/flow-actions/append-event'
import { openAct } from '@/lib/flow-actions/open-action'
import { problemOfFailure } from '@/lib/instances/problem-of'
import { FLOW_ACTIONS } from '@/lib/shared/flow-actions'
import { ACT_LIVES, intentOf, liveAct } from '@/lib/testing/act-histories'
import { type DatabaseLine, startDatabaseLine } from '@/lib/testing/database-line'
import { DATABASE_KINDS, shut, urlOf, useDatabase, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'

const MINUTE = 60_000
const alice = viewerOf()
const bob = viewerOf({ userId: 'u2', username: 'bob' })
const actor = { kind: 'person', userId: alice.userId, username: alice.username } as const

describe.each(DATABASE_KINDS)('the intent of a run, on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  const countOf = async (flowId: string) => (await recordsOf(flowId)).length
  const recordsOf = (flowId: string) =>
    database.db
      .select()
      .from(flowActions)
      .where(and(eq(flowActions.orgId, alice.orgId), eq(flowActions.flowId, flowId)))
  const countEvents = async () => (await database.db.select({ n: events.n }).from(events)).length

  it('is not written a minute after a run that EnOS has or may have, and leaves no trace then', async () => {
    for (const life of ['done', 'foundDone', 'lostTrack'] as const) {
      const first = await liveAct(ACT_LIVES[life] ?? [])
      const eventsBefore = await countEvents()
      const { flowId } = first
      const opened = await openAct(bob, intentOf({ flowId }))
      expect(opened).toEqual({ kind: 'too_soon', record: first, at: (first.sentAt ?? 0) + MINUTE })
      expect([await countOf(flowId), await countEvents()]).toEqual([1, eventsBefore])
      const later = intentOf({ flowId, at: (first.sentAt ?? 0) + MINUTE })
      expect(await openAct(bob, later)).toMatchObject({ kind: 'opened' })
    }
  })

  it('is written where EnOS has no run of it, and for another workflow or organization', async () => {
    for (const life of ['refused', 'notSent', 'notDone'] as const) {
      const { flowId } = await liveAct(ACT_LIVES[life] ?? [])
      expect(await openAct(bob, intentOf({ flowId }))).toMatchObject({ kind: 'opened' })
    }
    const { flowId } = await liveAct(ACT_LIVES.done ?? [])
    expect(await openAct(bob, intentOf())).toMatchObject({ kind: 'opened' })
    const elsewhere = viewerOf({ orgId: 'o2' })
    expect(await openAct(elsewhere, intentOf({ flowId }))).toMatchObject({ kind: 'opened' })
  })

  it('of many at once is one: the others are told of it', async () => {
    const { flowId } = intentOf()
    const people = Array.from({ length: 12 }, (_, n) => viewerOf({ userId: `u-${n}`, username: `p${n}` }))
    const opened = await Promise.all(people.map((one) => openAct(one, intentOf({ flowId }))))
    expect(opened.map((one) => one.kind).sort()).toEqual(['opened', ...Array(11).fill('under_way')])
    expect(await countOf(flowId)).toBe(1)
  })

  it('with the key of a run that has ended is that run', async () => {
    const key = randomUUID()
    const first = await liveAct(ACT_LIVES.done ?? [], { key })
    const { flowId } = first
    expect(await openAct(alice, intentOf({ flowId, key }))).toEqual({ kind: 'known', record: first })
  })

  it.runIf(kind === 'server')(
    'that waits for another server to write its own sees what has become of that one',
    async () => {
      const other = await openDatabase({ url: await urlOf(database) })
      const intent = intentOf()
      const { flowId } = intent
      const first = { ...(await liveAct([])), id: randomUUID(), idempotencyKey: randomUUID(), flowId }
      try {
        // The other server's run begins, leaves and ends while this one stands before its own.
        const second = await other.db.transaction(async (tx) => {
          await appendFlowIntent(first, { actor, dueAt: 0 }, tx)
          const waiting = openAct(bob, intent)
          await vi.waitFor(async () => expect(await countWaiting(other)).toBe(1), { timeout: 2_500 })
          await tx
            .update(flowActions)
            .set({ state: 'done', sentAt: Date.now() })
            .where(eq(flowActions.id, first.id))
          return { waiting }
        })
        expect(await second.waiting).toMatchObject({ kind: 'too_soon', record: { id: first.id } })
        expect(await recordsOf(flowId)).toMatchObject([{ id: first.id, state: 'done' }])
      } finally {
        await other.close()
      }
    },
  )
})

describe.each(DATABASE_KINDS)('an intent without the %s database', (kind) => {
  beforeAll(async () => shut(await useFreshDatabase(kind)))

  it.each(FLOW_ACTIONS)('of %s says that it could not be recorded', async (act) => {
    const failure = await openAct(alice, intentOf({ kind: act })).catch((error: unknown) => error)
    const problem = problemOfFailure(failure, { event: 'act.failed', fallen: 'not_recorded' })
    expect(problem).toEqual({ code: 'not_recorded' })
  })
})

describe.runIf(DATABASE_KINDS.includes('server'))('a run whose server stalls in its midst', () => {
  let direct: OpenDatabase
  let line: DatabaseLine
  let stalling: OpenDatabase
  beforeEach(async () => {
    direct = await useFreshDatabase('server')
    line = await startDatabaseLine(await urlOf(direct))
    stalling = await openDatabase({ url: line.url })
  })
  afterEach(async () => {
    await line.close()
    await stalling.close()
    await direct.close()
  })

  /** Lets the other server's run stand still at `at`; `cut` says what has become of it. */
  const stallAt = async (at: string, intent = intentOf()) => {
    const stalled = line.stallAt(at)
    useDatabase(stalling)
    const run = openAct(bob, intent).catch((error: unknown) => error)
    await stalled
    useDatabase(direct)
    const cut = (): Promise<unknown> => {
      line.cut()
      return run
    }
    return { intent, cut }
  }

  it('holds no log while it looks for other runs, and leaves nothing that keeps the next one out', async () => {
    const { orgId } = await liveAct([])
    const { intent, cut } = await stallAt('from "flow_actions"')
    const head = await direct.db.execute(
      sql`select n from event_heads where org_id = ${orgId} for update nowait`,
    )
    expect(rowsOf(head)).toHaveLength(1)
    expect(isDatabaseFailure(await cut())).toBe(true)
    expect(await openAct(bob, intent)).toMatchObject({ kind: 'opened' })
  })

  it('loses the log before those who wait for it give up', async () => {
    const other = await liveAct([])
    const { cut } = await stallAt('commit')
    const marked = await appendFlowEvent(other, { step: { type: 'sent' }, actor, at: Date.now() })
    expect(marked).toMatchObject({ written: true, record: { state: 'sent' } })
    expect(isDatabaseFailure(await cut())).toBe(true)
  })
})

/** Statements that wait for what another one holds. */
async function countWaiting({ db }: OpenDatabase): Promise<number> {
  const { rows } = (await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )) as unknown as { rows: unknown[] }
  return rows.length
}
