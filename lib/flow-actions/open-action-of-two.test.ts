import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type OpenDatabase, openDatabase } from '@/lib/db/client'
import { isDatabaseFailure } from '@/lib/db/quiet-failures'
import { rowsOf } from '@/lib/db/raw'
import { flowActions } from '@/lib/db/schema'
import { appendFlowEvent, appendFlowIntent } from '@/lib/flow-actions/append-event'
import { openAct } from '@/lib/flow-actions/open-action'
import { intentOf, liveAct } from '@/lib/testing/act-histories'
import { type DatabaseLine, startDatabaseLine } from '@/lib/testing/database-line'
import { DATABASE_KINDS, urlOf, useDatabase, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'

const bob = viewerOf({ userId: 'u2', username: 'bob' })
const { userId, username } = viewerOf()
const actor = { kind: 'person', userId, username } as const

/** The embedded database serves one server alone. */
const describeOnServer = describe.runIf(DATABASE_KINDS.includes('server'))

describeOnServer('a run beside one of another server', () => {
  let here: OpenDatabase
  let there: OpenDatabase
  beforeEach(async () => {
    here = await useFreshDatabase('server')
    there = await openDatabase({ url: await urlOf(here) })
  })
  afterEach(async () => {
    await there.close()
    await here.close()
  })

  it('sees what has become of that one, which it waited for', async () => {
    const intent = intentOf()
    const { flowId } = intent
    const first = { ...(await liveAct([])), id: randomUUID(), idempotencyKey: randomUUID(), flowId }
    // The other server's run begins, leaves and ends while this one stands before its own.
    const second = await there.db.transaction(async (tx) => {
      await appendFlowIntent(first, { actor, dueAt: 0 }, tx)
      const waiting = openAct(bob, intent)
      await vi.waitFor(async () => expect(await countWaiting(there)).toBe(1), { timeout: 2_500 })
      await tx
        .update(flowActions)
        .set({ state: 'done', sentAt: Date.now() })
        .where(eq(flowActions.id, first.id))
      return { waiting }
    })
    expect(await second.waiting).toMatchObject({ kind: 'too_soon', record: { id: first.id } })
    const records = await here.db.select().from(flowActions).where(eq(flowActions.flowId, flowId))
    expect(records).toMatchObject([{ id: first.id, state: 'done' }])
  })
})

describeOnServer('a run whose server stalls in its midst', () => {
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
