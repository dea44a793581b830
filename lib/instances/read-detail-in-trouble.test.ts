import { describe, expect, it } from 'vitest'
import { readDetail } from '@/lib/instances/read-detail'
import { seed } from '@/lib/testing/acts'
import { detailOf } from '@/lib/testing/details'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

playWithEnos()
playOnDatabase('embedded')

describe('one instance', () => {
  it('shows everything else where the graph is broken, and lets EnOS judge a failure', async () => {
    const { flowInstId } = await seed({ status: 'FAIL', endTime: null })
    await scene.enos.control.patchSettings({ graphForm: 'broken' })
    try {
      expect(await detailOf(scene.viewer, flowInstId)).toMatchObject({
        graph: null,
        row: { status: { name: 'FAIL' }, cancellable: true },
        afterFail: 'unknown',
        schedule: { isActive: true },
        refreshAfterMs: 5_000,
      })
    } finally {
      await scene.enos.control.patchSettings({ graphForm: 'string' })
    }
  })

  it('can be cancelled while a failure is live, says why, and not once nothing of it runs', async () => {
    const tasks = [
      { name: 'broken', status: 'FAIL' },
      { name: 'beside', status: 'RUNNING', after: [] },
      { name: 'then', status: 'INIT', after: ['beside'] },
      { name: 'never', status: 'INIT', after: ['broken'] },
    ]
    const live = await seed({ status: 'FAIL', endTime: null, tasks })
    const over = await seed({ status: 'FAIL', tasks: [{ name: 'broken', status: 'FAIL' }] })
    expect(await detailOf(scene.viewer, live.flowInstId)).toMatchObject({
      row: { cancellable: true },
      afterFail: { running: 1, mayStart: 1 },
    })
    expect(await detailOf(scene.viewer, over.flowInstId)).toMatchObject({
      row: { cancellable: false },
      afterFail: null,
    })
  })

  it('shows everything else where the workflow cannot be read', async () => {
    const { flowInstId } = await seed()
    const kind = { type: 'code', code: 62109, msg: 'SYSTEM_ERROR' } as const
    await scene.enos.control.addFault({
      operation: 'flows.get',
      match: { userId: scene.account.userId },
      times: 9,
      kind,
    })
    expect(await detailOf(scene.viewer, flowInstId)).toMatchObject({
      schedule: null,
      row: { status: { name: 'RUNNING' } },
    })
  })

  it('says what EnOS said where it cannot be read', async () => {
    const { flowInstId } = await seed()
    const kind = { type: 'code', code: 62109, msg: 'SYSTEM_ERROR' } as const
    await scene.enos.control.addFault({
      operation: 'flowInstances.get',
      match: { flowInstId },
      times: 1,
      kind,
    })
    expect(await readDetail(scene.viewer, flowInstId, 'en')).toMatchObject({
      ok: false,
      problem: { code: 'enos_error', detail: { code: 62109, text: 'SYSTEM_ERROR' } },
    })
  })
})
