import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { FaultKind } from '@/e2e/support/simulator-control'
import { pauseOf } from '@/lib/cancellations/pause-of'
import { actorOf } from '@/lib/instances/actor-of'
import { pauseAfterCancel } from '@/lib/instances/acts/pause-after-cancel'
import { pauseSchedule } from '@/lib/instances/acts/schedule-acts'
import { postsOf, seed, trouble } from '@/lib/testing/acts'
import { reload } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import {
  cancel,
  expectWholeHistory,
  listedPauses,
  PATIENT,
  playWithSlowCancels,
  storyOf,
  untilPause,
} from '@/lib/testing/pauses'
import { playOnDatabase, scene } from '@/lib/testing/scene'

playWithSlowCancels()

/** The next read of the workflow meets a fault. */
function troubleAtRead(flowId: number, kind: FaultKind): Promise<unknown> {
  return scene.enos.control.addFault({ operation: 'flows.get', match: { flowId }, times: 1, kind })
}

describe.each(DATABASE_KINDS)('pausing the schedule too, on the %s database', (kind) => {
  playOnDatabase(kind)

  it('that EnOS turns away leaves the cancel as it is, and can be done from the record', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('pause_schedule', flowId, { type: 'code', code: 62105, msg: 'locked' })
    const { id } = await cancel(flowInstId)
    await vi.waitFor(
      async () =>
        expect((await storyOf(id)).cancellation).toMatchObject({
          state: 'accepted',
          pause: { state: 'not_done', action: { state: 'refused', answer: { code: 62105 } } },
        }),
      PATIENT,
    )
    const now = await pauseSchedule(scene.viewer, { flowInstId, key: randomUUID(), cancellationId: id })
    expect(now).toMatchObject({
      ok: true,
      action: { state: 'done', cancellationId: id, isWithCancel: false },
    })
    const { cancellation, actions } = await storyOf(id)
    const pausedAt = actions[0]?.closedAt
    expect(cancellation.pause).toMatchObject({ state: 'paused_since', pausedAt, action: { state: 'done' } })
    expect(actions).toHaveLength(2)
  })

  it.each([0, 2] as const)(
    'by a request made by hand is nothing for a workflow without a schedule (type %i)',
    async (type) => {
      const { flowInstId, flowId } = await seed({ type })
      const gets = () => scene.enos.control.calls({ operation: 'flows.get', flowId: String(flowId) })
      const { id } = await cancel(flowInstId)
      await vi.waitFor(async () => expect(await gets()).toHaveLength(1), PATIENT)
      const record = await reload(id)
      await Promise.all([1, 2].map(() => pauseAfterCancel(record, actorOf(record))))
      expect(await postsOf('pause_schedule', flowId)).toEqual([])
      const { cancellation, actions } = await storyOf(id)
      expect([cancellation.state, actions]).toEqual(['accepted', []])
      // Whoever would do it then is told why.
      const now = await pauseSchedule(scene.viewer, { flowInstId, key: randomUUID(), cancellationId: id })
      expect(now).toEqual({ ok: false, problem: { code: 'not_periodic' } })
      expect(pauseOf({ ...record, answeredAt: Date.now() - 11_000 }, [], scene.viewer)).toEqual({
        state: 'not_done',
        action: null,
      })
    },
  )

  it.each<[string, FaultKind]>([
    ['reports trouble of its own', { type: 'code', code: 62109, msg: 'busy' }],
    ['cuts the line', { type: 'cut', when: 'before' }],
    ['answers what cannot be read', { type: 'garble' }],
  ])('is done as it was wished where EnOS, asked for the workflow, %s', async (_, fault) => {
    const { flowInstId, flowId } = await seed()
    await troubleAtRead(flowId, fault)
    const { id } = await cancel(flowInstId)
    await untilPause(id, { state: 'paused' })
    expect((await storyOf(id)).actions).toMatchObject([{ kind: 'pause_schedule', state: 'done' }])
    expect(await postsOf('pause_schedule', flowId)).toHaveLength(1)
    expect(await scene.enos.control.flow(flowId)).toMatchObject({ active: 0 })
  })

  it('shows what EnOS said to it where nothing could be read, and nothing was done', async () => {
    const { flowInstId, flowId } = await seed()
    const noPrivilege = { type: 'code', code: 62103, msg: 'no privilege' } as const
    await troubleAtRead(flowId, noPrivilege)
    await trouble('pause_schedule', flowId, noPrivilege)
    const { id } = await cancel(flowInstId)
    const pause = { state: 'not_done', action: { state: 'refused', answer: { code: 62103 } } }
    await untilPause(id, pause)
    expect(await scene.enos.control.flow(flowId)).toMatchObject({ active: 1 })
  })

  it('of a schedule that is paused already is paused by what EnOS says', async () => {
    const { flowInstId, flowId } = await seed({ flowActive: false })
    const { id } = await cancel(flowInstId)
    await untilPause(id, { state: 'paused' })
    expect(await scene.enos.control.flow(flowId)).toMatchObject({ active: 0 })
  })

  it('that was made up for from the page of another instance is told by the record and the lists', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('pause_schedule', flowId, { type: 'code', code: 62105, msg: 'locked' })
    const { id } = await cancel(flowInstId)
    await untilPause(id, { state: 'not_done' })
    const other = await scene.enos.control.seedInstance({ owners: [scene.account.username], flowId, type: 1 })
    const paused = await pauseSchedule(scene.viewer, { flowInstId: other.flowInstId, key: randomUUID() })
    expect(paused).toMatchObject({ ok: true, action: { state: 'done', cancellationId: null } })
    const { cancellation, actions } = await storyOf(id)
    expect(cancellation.pause).toMatchObject({ state: 'paused_since', action: { state: 'refused' } })
    expect(actions).toHaveLength(1)
    const listed = await listedPauses({ id, flowInstId })
    expect(listed).toEqual([cancellation.pause, cancellation.pause, cancellation.pause])
  })

  it('has left a history from which every record follows', expectWholeHistory)
})
