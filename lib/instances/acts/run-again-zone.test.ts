import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '@/lib/db/client'
import { runAgain } from '@/lib/instances/acts/run-again'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

describe('where nobody knows the zone of EnOS', () => {
  let enos: SimulatedEnos
  let database: OpenDatabase
  beforeAll(async () => {
    enos = await startSimulatedEnos({ zones: { reported: 'CST', trigger: '+8', run: '+8' } })
    database = await useFreshDatabase('embedded')
  })
  afterAll(async () => {
    await database.close()
    await enos.close()
  })

  it('the same trigger time means no instant, so nothing is sent; now still means one', async () => {
    const account = await enos.newAccount()
    const viewer = viewerOf(account)
    const { flowInstId } = await enos.control.seedInstance({
      owners: [account.username],
      type: 1,
      status: 'SUCCESS',
    })
    const { triggerTime } = await enos.control.instance(flowInstId)
    const ask = (sameTriggerAt: number | null) =>
      runAgain(viewer, { flowInstId, key: randomUUID(), sameTriggerAt })
    expect(await ask(triggerTime)).toEqual({ ok: false, problem: { code: 'zone_undecided' } })
    expect(await enos.control.calls({ operation: 'flows.trigger' })).toEqual([])
    expect(await ask(null)).toMatchObject({ ok: true, action: { state: 'done' } })
    expect(await enos.control.calls({ operation: 'flows.trigger' })).toHaveLength(1)
  })
})
