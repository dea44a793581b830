import { expect, it } from 'vitest'
import { listInstances } from '@/lib/instances/list'
import { readDetail } from '@/lib/instances/read-detail'
import { ask } from '@/lib/testing/cancels'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

playWithEnos()
playOnDatabase('embedded')

it('says of an instance that was cancelled before any list showed it how its workflow starts', async () => {
  const { viewer, account, enos } = scene
  const run = { owners: [account.username], type: 1 as const, cycle: 'H', status: 'RUNNING' }
  const { flowInstId } = await enos.control.seedInstance(run)
  // Its page asks for the workflow.
  await readDetail(viewer, flowInstId, 'en')
  expect(await ask(flowInstId)).toMatchObject({ ok: true })
  await enos.control.changeInstance(flowInstId, { status: 'CANCEL' })
  expect(await listInstances(viewer)).toMatchObject({
    ok: true,
    value: { rows: [{ flowInstId, schedule: 'periodic', cycle: 'H' }] },
  })
})
