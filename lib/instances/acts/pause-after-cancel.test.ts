import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { FaultKind } from '@/e2e/support/simulator-control'
import { pauseOf } from '@/lib/cancellations/pause-of'
import { actorOf } from '@/lib/instances/actor-of'
import { pauseAfterCancel } from '@/lib/instances/acts/pause-after-cancel'
import { pauseSchedule } from '@/lib/instances/acts/schedule-acts'
import type { CancelResult } from '@/lib/shared/problems'
import { postsOf, recordsOf, seed, trouble } from '@/lib/testing/acts'
import { reload } from '@/lib/testing/cancellation-steps'
import { troubleAt } from '@/lib/testing/cancels'
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

describe.each(DATABASE_KINDS)('pausing the schedule too, on the %s database', (kind) => {
  playOnDatabase(kind)

  it('is done once EnOS has accepted the cancel, and told on its record, in lists and in the log', async () => {
    const { flowInstId, flowId } = await seed()
    const { id, pause } = await cancel(flowInstId)
    expect(pause).toMatchObject({ state: 'under_way' })
    await untilPause(id, { state: 'paused' })
    const { cancellation, actions, timeline, isAsWritten } = await storyOf(id)
    expect(cancellation.pause?.action).toEqual(actions[0])
    expect(actions).toMatchObject([
      { kind: 'pause_schedule', state: 'done', cancellationId: id, isWithCancel: true },
    ])
    const told = timeline.map(({ action, phase }) => `${action} ${phase}`)
    expect(told).toEqual([
      'cancel requested',
      'cancel sent',
      'cancel answered',
      'pause_schedule requested',
      'pause_schedule sent',
      'pause_schedule answered',
      'pause_schedule settled',
    ])
    expect(timeline.map(({ n }) => n)).toEqual(timeline.map(({ n }) => n).sort((a, b) => a - b))
    expect(timeline.at(-1)).toMatchObject({ outcome: 'done' })
    expect(isAsWritten).toBe(true)
    expect(await scene.enos.control.flow(flowId)).toMatchObject({ active: 0, processed: { disable: 1 } })
    const listed = await listedPauses({ id, flowInstId })
    expect(listed).toEqual([cancellation.pause, cancellation.pause, cancellation.pause])
    // Whatever begins it again, and however often.
    const record = await reload(id)
    await Promise.all([1, 2, 3].map(() => pauseAfterCancel(record, actorOf(record))))
    await expect(
      pauseSchedule(scene.viewer, { flowInstId, key: randomUUID(), cancellationId: id }),
    ).resolves.toMatchObject({ problem: { code: 'already_paused' } })
    expect(await postsOf('pause_schedule', flowId)).toHaveLength(1)
  })

  it('is not begun where it was not asked for', async () => {
    const { flowInstId, flowId } = await seed()
    const { id, pause } = await cancel(flowInstId, false)
    expect(pause).toBeNull()
    expect((await storyOf(id)).cancellation.pause).toBeNull()
    expect(await postsOf('pause_schedule', flowId)).toEqual([])
  })

  it.each<[string, FaultKind, string]>([
    ['turns the cancel away', { type: 'code', code: 62103, msg: 'no privilege' }, 'not_done'],
    ['does not answer it', { type: 'cut', when: 'before' }, 'waiting'],
  ])('is not begun where EnOS %s', async (_, fault, state) => {
    const { flowInstId, flowId } = await seed()
    await troubleAt(flowInstId, fault)
    const { id, pause } = await cancel(flowInstId)
    expect(pause).toMatchObject({ state, action: null })
    expect((await storyOf(id)).cancellation.pause).toEqual({ state, action: null })
    expect(await postsOf('pause_schedule', flowId)).toEqual([])
  })

  it('delays the answer of the cancel in no way', async () => {
    const { flowInstId, flowId } = await seed()
    await trouble('pause_schedule', flowId, { type: 'hold', when: 'before' })
    const asking: Promise<CancelResult['ok']> = cancel(flowInstId).then(() => true)
    expect(await asking).toBe(true)
    await vi.waitFor(async () => expect(await scene.enos.control.held()).toHaveLength(1), PATIENT)
    await scene.enos.control.releaseHeld()
    await vi.waitFor(
      async () => expect(await scene.enos.control.flow(flowId)).toMatchObject({ active: 0 }),
      PATIENT,
    )
  })

  it('that a server did not come to shows that it was not done', async () => {
    const { flowInstId, flowId } = await seed()
    const { id } = await cancel(flowInstId, false)
    const record = { ...(await reload(id)), pauseSchedule: true }
    expect(pauseOf(record, [], scene.viewer)).toEqual({ state: 'under_way', action: null })
    const answeredAt = Date.now() - 11_000
    expect(pauseOf({ ...record, answeredAt }, [], scene.viewer)).toEqual({ state: 'not_done', action: null })
    expect(await postsOf('pause_schedule', flowId)).toEqual([])
  })

  it('is not done by who does not own the instance any more', async () => {
    const { flowInstId, flowId } = await seed()
    const { id } = await cancel(flowInstId, false)
    const stranger = await scene.enos.newAccount()
    const { userId, username } = stranger
    const record = { ...(await reload(id)), pauseSchedule: true, userId, username }
    await pauseAfterCancel(record, actorOf(record))
    expect(await scene.enos.control.calls({ operation: 'flowInstances.get', userId })).toHaveLength(1)
    expect([...(await recordsOf(flowId)), ...(await postsOf('pause_schedule', flowId))]).toEqual([])
  })

  it('is not done in the name of somebody else than who asks now', async () => {
    const { flowInstId, flowId } = await seed()
    const { id } = await cancel(flowInstId, false)
    const record = { ...(await reload(id)), pauseSchedule: true }
    await pauseAfterCancel(record, { kind: 'person', userId: 'u-other-owner', username: 'bob' })
    await pauseAfterCancel(record, { kind: 'system', part: 'follower' })
    expect(await postsOf('pause_schedule', flowId)).toEqual([])
    await pauseAfterCancel(record, actorOf(record))
    expect(await postsOf('pause_schedule', flowId)).toHaveLength(1)
  })

  it('has left a history from which every record follows', expectWholeHistory)
})
