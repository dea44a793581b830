import { afterEach, describe, expect, it, vi } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { readHistory } from '@/lib/cancellations/history'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { untilHeld } from '@/lib/testing/acts'
import { follower } from '@/lib/testing/cancellation-steps'
import {
  ask,
  cancelsOf,
  hurried,
  phasesOfInstance,
  recordOf,
  seedShared,
  troubleAt,
  untilRecord,
  wishFor,
} from '@/lib/testing/cancels'
import { awayAfterStep, lost, troubleAfter } from '@/lib/testing/database-trouble'
import { viewerOf } from '@/lib/testing/people'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'

// A call may take far longer than the action: the settings allow it.
playWithEnos({ cancelDelayMs: [60_000, 60_000] }, { ENOS_TIMEOUT_MS: '30000' })
playOnDatabase('embedded')
afterEach(() => vi.restoreAllMocks())

/** A wait that goes on until a test ends it. */
const held = () => {
  let letGo = (): void => undefined
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  return { until: () => until, letGo }
}
const never = (): Promise<never> => new Promise(() => undefined)

describe('a database that fails in mid-commit', () => {
  it('of the intent: nothing is sent, and the same key finds the record', async () => {
    const id = await seedShared()
    const wish = wishFor(id)
    const met = troubleAfter('intent', lost)
    await expect(requestCancellation(scene.viewer, wish)).rejects.toThrow('Connection terminated')
    expect(met()).toBe(1)
    expect(await recordOf(id)).toMatchObject({ state: 'requested' })
    expect(await requestCancellation(scene.viewer, wish)).toMatchObject({
      ok: true,
      cancellation: { state: 'requested' },
    })
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the intent, which it commits too late: the record is closed as not sent', async () => {
    const id = await seedShared()
    const commit = held()
    troubleAfter('intent', commit.until)
    await expect(ask(id, hurried())).rejects.toThrow('too long')
    commit.letGo()
    await untilRecord(id, { closedAt: expect.any(Number) })
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the mark as sent: nothing is sent, the record says so, and it can be asked for anew', async () => {
    const id = await seedShared()
    const wish = wishFor(id)
    const met = troubleAfter('step', lost)
    const notSent = {
      ok: true,
      cancellation: { state: 'not_sent', answer: null, closedAt: expect.any(Number) },
    }
    expect(await requestCancellation(scene.viewer, wish)).toMatchObject(notSent)
    expect(met()).toBe(1)
    expect(await phasesOfInstance(id)).toEqual(['requested', 'sent', 'settled'])
    const { rows } = await readHistory(scene.viewer, {})
    expect(rows).toMatchObject([{ flowInstId: id, state: 'not_sent' }])
    expect(await requestCancellation(scene.viewer, wish)).toMatchObject(notSent)
    expect(await cancelsOf(id)).toEqual([])

    expect(await ask(id)).toMatchObject({ ok: true, cancellation: { state: 'accepted' } })
    expect(await cancelsOf(id)).toHaveLength(1)
  })

  it('of the mark as sent: another owner can ask right after', async () => {
    const other = await scene.enos.newAccount()
    const id = await seedShared([other])
    troubleAfter('step', lost)
    expect(await ask(id)).toMatchObject({ ok: true, cancellation: { state: 'not_sent' } })
    expect(await requestCancellation(viewerOf(other), wishFor(id))).toMatchObject({
      ok: true,
      cancellation: { state: 'accepted' },
    })
    expect((await cancelsOf(id)).map(({ userId }) => userId)).toEqual([other.userId])
  })

  it('of the mark as sent, which it answers too late: nothing is sent, and the record says so', async () => {
    const id = await seedShared()
    const wish = wishFor(id)
    const answer = held()
    troubleAfter('step', answer.until)
    await expect(requestCancellation(scene.viewer, wish, hurried())).rejects.toThrow('in time')
    answer.letGo()
    await untilRecord(id, { state: 'not_sent' })
    expect(await requestCancellation(scene.viewer, wish)).toMatchObject({
      ok: true,
      cancellation: { state: 'not_sent' },
    })
    expect(await cancelsOf(id)).toEqual([])
    expect(await ask(id)).toMatchObject({ ok: true, cancellation: { state: 'accepted' } })
    expect(await cancelsOf(id)).toHaveLength(1)
  })

  it('of the mark as sent and of what follows: not sent as soon as it can be written, whoever looked before', async () => {
    const id = await seedShared()
    const back = awayAfterStep()
    expect(await ask(id)).toEqual({ ok: false, problem: { code: 'not_recorded' } })
    const left = await recordOf(id)
    expect(left).toMatchObject({ state: 'sent' })
    const step = { type: 'answer_lost', attempt: 1 } as const
    back()
    await appendEvent(left as CancellationRecord, { step, actor: follower, at: Date.now() })
    await untilRecord(id, { state: 'not_sent' })
    expect(await phasesOfInstance(id)).toEqual(['requested', 'sent', 'no_answer', 'settled'])
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the mark as sent, without end: nothing is sent, and the person is told so in time', async () => {
    const id = await seedShared()
    troubleAfter('step', never)
    await expect(ask(id, hurried())).rejects.toThrow('in time')
    expect(await cancelsOf(id)).toEqual([])
  })

  it('of the answer: sent and not recorded, then recorded once', async () => {
    const id = await seedShared()
    await troubleAt(id, { type: 'hold', when: 'after' })
    const asking = ask(id)
    await untilHeld()
    troubleAfter('step', lost)
    await scene.enos.control.releaseHeld()
    expect(await asking).toMatchObject({ ok: true, cancellation: { state: 'sent', unrecorded: true } })
    await untilRecord(id, { state: 'accepted' })
    // Another try of the same answer writes nothing: it would have come within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(await phasesOfInstance(id)).toEqual(['requested', 'sent', 'answered'])
  })
})
