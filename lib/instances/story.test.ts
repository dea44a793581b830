import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OpenDatabase } from '@/lib/db/client'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { readInstance } from '@/lib/instances/read'
import { readStory } from '@/lib/instances/story'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
let database: OpenDatabase
beforeAll(async () => {
  enos = await startSimulatedEnos()
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})

it('says since when EnOS does not answer, and that it does again', async () => {
  const account = await enos.newAccount()
  const viewer = viewerOf(account)
  const instance = { owners: [account.username], status: 'RUNNING', onCancel: 'never' as const }
  const { flowInstId } = await enos.control.seedInstance(instance)
  const key = crypto.randomUUID()
  const asked = await requestCancellation(viewer, { flowInstId, reason: 'stuck', note: '', key })
  if (!asked.ok) throw new Error(asked.problem.code)
  const { id } = asked.cancellation
  expect(await readStory(viewer, id)).toMatchObject({ awaySince: null, isAsWritten: true })

  const actor = { kind: 'system', part: 'follower' } as const
  const look = () => readInstance(viewer, flowInstId, { actor, priority: 'person', deadlineMs: 5_000 })
  const before = Date.now()
  const kind = { type: 'html', status: 503 } as const
  await enos.control.addFault({ operation: 'flowInstances.get', times: 1_000, kind })
  await expect
    .poll(async () => (await look()) && (await readStory(viewer, id))?.awaySince, { timeout: 15_000 })
    .toBeGreaterThanOrEqual(before)

  await enos.control.clearFaults()
  await expect
    .poll(async () => (await look()) && (await readStory(viewer, id))?.awaySince, { timeout: 15_000 })
    .toBeNull()
}, 40_000)
