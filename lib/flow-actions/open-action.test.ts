import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '@/lib/db/client'
import { events, flowActions } from '@/lib/db/schema'
import { openAct } from '@/lib/flow-actions/open-action'
import { problemOfFailure } from '@/lib/instances/problem-of'
import { FLOW_ACTIONS } from '@/lib/shared/flow-actions'
import { ACT_LIVES, intentOf, liveAct } from '@/lib/testing/act-histories'
import { DATABASE_KINDS, shut, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'

const MINUTE = 60_000
const alice = viewerOf()
const bob = viewerOf({ userId: 'u2', username: 'bob' })

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
})

describe.each(DATABASE_KINDS)('an intent without the %s database', (kind) => {
  beforeAll(async () => shut(await useFreshDatabase(kind)))

  it.each(FLOW_ACTIONS)('of %s says that it could not be recorded', async (act) => {
    const failure = await openAct(alice, intentOf({ kind: act })).catch((error: unknown) => error)
    const problem = problemOfFailure(failure, { event: 'act.failed', fallen: 'not_recorded' })
    expect(problem).toEqual({ code: 'not_recorded' })
  })
})
