import { describe, expect, it } from 'vitest'
import { forgetReads } from '@/lib/instances/shared-reads'
import { LOG_LIMIT } from '@/lib/shared/tasks'
import { log, seedTasks, task, textOf } from '@/lib/testing/own-tasks'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

playWithEnos()
playOnDatabase('embedded')

describe('tasks and logs', () => {
  it('are what EnOS says of a task of one’s own, its command line only for who asks for it', async () => {
    const { flowInstId, running } = await seedTasks()
    const read = await task(scene.viewer, flowInstId, running)
    expect(read).toMatchObject({
      ok: true,
      value: { name: 'aggregate', status: { name: 'RUNNING' }, hasCommand: true, command: null },
    })
    expect(JSON.stringify(read)).not.toContain('--db-password')
    expect(await task(scene.viewer, flowInstId, running, true)).toMatchObject({
      value: { command: expect.stringContaining('aggregate') },
    })
  })

  it('are sent again only when they have changed', async () => {
    const { flowInstId, running } = await seedTasks()
    await scene.enos.control.setLog(running, { text: 'one\n' })
    const first = textOf(await log(scene.viewer, flowInstId, running))
    expect(first).toMatchObject({ text: 'one\n', isCut: false, refreshAfterMs: 5_000 })
    expect(await log(scene.viewer, flowInstId, running, first.mark)).toMatchObject({
      value: { kind: 'same', mark: first.mark, refreshAfterMs: 5_000 },
    })
    await scene.enos.control.setLog(running, { append: 'two\n' })
    forgetReads(scene.viewer)
    expect(await log(scene.viewer, flowInstId, running, first.mark)).toMatchObject({
      value: { kind: 'text', text: 'one\ntwo\n' },
    })
  })

  it('say when EnOS has cut a log', async () => {
    const { flowInstId, running, done } = await seedTasks()
    await scene.enos.control.setLog(running, { text: 'x'.repeat(LOG_LIMIT + 5) })
    await scene.enos.control.setLog(done, { text: 'x'.repeat(LOG_LIMIT - 1) })
    const cut = textOf(await log(scene.viewer, flowInstId, running))
    expect([cut.text.length, cut.isCut]).toEqual([LOG_LIMIT, true])
    expect(textOf(await log(scene.viewer, flowInstId, done)).isCut).toBe(false)
  })

  it.each(['old', 'new'])('say that there is no log, by the words of %s documents', async (noLogForm) => {
    await scene.enos.control.patchSettings({ noLogForm })
    const { flowInstId, waiting, done } = await seedTasks()
    await scene.enos.control.setLog(done, { text: null })
    expect(await log(scene.viewer, flowInstId, waiting)).toMatchObject({
      value: { kind: 'none', refreshAfterMs: 5_000 },
    })
    expect(await log(scene.viewer, flowInstId, done)).toMatchObject({
      value: { kind: 'none', refreshAfterMs: null },
    })
  })

  it('are not asked for again once they are over; one that failed may be tried again while its instance goes on', async () => {
    const { flowInstId, done } = await seedTasks()
    expect(await task(scene.viewer, flowInstId, done)).toMatchObject({ value: { refreshAfterMs: null } })
    for (const [status, refreshAfterMs] of [
      ['RUNNING', 5_000],
      ['FAIL', null],
    ] as const) {
      const owners = [scene.account.username]
      const tasks = [{ name: 'a', status: 'FAIL' }]
      const { flowInstId: id } = await scene.enos.control.seedInstance({ owners, type: 1, status, tasks })
      const [failed] = (await scene.enos.control.instance(id)).tasks
      expect(await task(scene.viewer, id, failed?.taskInstId ?? '')).toMatchObject({
        value: { refreshAfterMs },
      })
    }
  })

  it('are still there, as the graph has them, where EnOS says no to Get Task Instance', async () => {
    const { flowInstId, running } = await seedTasks()
    const refusal = { type: 'code', code: 62102, msg: 'Instance not found' } as const
    await scene.enos.control.addFault({
      operation: 'taskInstances.get',
      match: { taskInstId: running },
      times: 1,
      kind: refusal,
    })
    expect(await task(scene.viewer, flowInstId, running)).toMatchObject({
      value: { name: 'aggregate', status: { name: 'RUNNING' }, facts: null, hasCommand: false },
    })
  })

  it('say what went wrong when EnOS does not answer', async () => {
    const { flowInstId, running } = await seedTasks()
    const cut = { type: 'http', status: 500 } as const
    await scene.enos.control.addFault({
      operation: 'taskInstances.getLog',
      match: { taskInstId: running },
      times: 2,
      kind: cut,
    })
    expect(await log(scene.viewer, flowInstId, running)).toMatchObject({ problem: { code: 'enos_error' } })
  })

  // Last: it is remembered for a while that this EnOS has none.
  it('are still there in an EnOS without Get Task Instance, logs too', async () => {
    await scene.enos.control.patchSettings({ taskApi: 'missing' })
    const { flowInstId, running } = await seedTasks()
    expect(await task(scene.viewer, flowInstId, running)).toMatchObject({
      value: { name: 'aggregate', status: { name: 'RUNNING' }, facts: null },
    })
    expect(await log(scene.viewer, flowInstId, running)).toMatchObject({ value: { kind: 'text' } })
  })
})
