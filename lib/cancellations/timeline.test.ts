import { afterAll, beforeAll, expect, it } from 'vitest'
import { readRecord } from '@/lib/cancellations/one'
import type { OpenDatabase } from '@/lib/db/client'
import { ACT_LIVES, liveAct } from '@/lib/testing/act-histories'
import { useFreshDatabase } from '@/lib/testing/databases'
import { ACCEPTED, live, SENT, seen } from '@/lib/testing/histories'
import { viewerOf } from '@/lib/testing/people'

let database: OpenDatabase
beforeAll(async () => {
  database = await useFreshDatabase('embedded')
})
afterAll(() => database.close())

it('says for which trigger time a run was asked, and which instance came of it', async () => {
  const { id } = await live([SENT, ACCEPTED, seen(8)])
  const at = Date.now()
  const triggerAt = at - 3_600_000
  await liveAct(ACT_LIVES.foundDone ?? [], { cancellationId: id, triggerAt, at, knownBefore: ['7-known'] })
  const story = await readRecord(viewerOf(), id)
  const runs = story?.timeline.filter(({ action }) => action === 'run_again') ?? []
  expect(runs.map(({ phase, triggerAt: asked }) => [phase, asked])).toEqual([
    ['requested', triggerAt],
    ['sent', null],
    ['no_answer', null],
    ['observed', null],
    ['settled', null],
  ])
  expect(runs.at(-1)).toMatchObject({ outcome: 'done', newFlowInstId: '2438-20261122060431' })
  expect(runs[0]?.newFlowInstId).toBeNull()
  const others = story?.timeline.filter(({ action }) => action === 'cancel') ?? []
  expect(others.every((event) => event.triggerAt === null && event.newFlowInstId === null)).toBe(true)
  expect(JSON.stringify(story)).not.toContain('7-known')
})
