import { afterAll, beforeAll, expect, it } from 'vitest'
import { getGateway } from '@/lib/gateway/configured'
import { readFlowKept } from '@/lib/instances/flow-kept'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
beforeAll(async () => {
  enos = await startSimulatedEnos()
})
afterAll(() => enos.close())

it('keeps of a workflow neither its graph nor its parameters', async () => {
  const account = await enos.newAccount()
  const { flowInstId } = await enos.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    tasks: [{ name: 'read', status: 'RUNNING' }],
  })
  const flowId = flowInstId.split('-')[0] as string
  const viewer = viewerOf(account)
  const flow = await getGateway().getFlow(viewer, flowId)
  expect(flow).toMatchObject({ ok: true, value: { graph: expect.any(Object) } })
  expect(await readFlowKept(viewer, flowId)).toEqual({
    ...(flow.ok && flow.value),
    graph: null,
    parameters: [],
  })
})
