import { describe, expect, it } from 'vitest'
import type { FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { CancellationRecord, Step } from '@/lib/cancellations/record'
import { follow } from '@/lib/follower/follow'
import { lookAfterEnd, lookAtCancellation } from '@/lib/instances/cancel/look'
import { ACCEPTED, askedCancellation, planOf, readsOf, SENT, seen } from '@/lib/testing/asked-cancellations'
import { answer, follower, phasesOf, reload } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

playWithEnos()

describe.each(DATABASE_KINDS)('a look at a cancellation, on the %s database', (kind) => {
  playOnDatabase(kind)

  const trouble = ({ flowInstId }: CancellationRecord, fault: FaultKind, times = 9) =>
    scene.enos.control.addFault({ operation: 'flowInstances.get', match: { flowInstId }, times, kind: fault })

  describe('without an end for a day', () => {
    it('loses track only after one more read, which may show the end after all', async () => {
      const running = await askedCancellation(DAY + MINUTE, { steps: [SENT, ACCEPTED] })
      expect(await lookAtCancellation(running)).toBe('ended')
      expect(await reload(running.id)).toMatchObject({ state: 'lost_track', statusAfter: null })
      expect(await readsOf(running)).toHaveLength(1)
      expect(await planOf(running)).toBeUndefined()
      const stopped = await askedCancellation(30 * HOUR, { steps: [SENT, ACCEPTED] })
      await scene.enos.control.changeInstance(stopped.flowInstId, { status: 'CANCEL', endTime: Date.now() })
      expect(await lookAtCancellation(stopped)).toBe('ended')
      expect((await reload(stopped.id)).state).toBe('stopped')
      const young = await askedCancellation(DAY - MINUTE, { steps: [SENT, ACCEPTED] })
      expect(await lookAtCancellation(young)).toBe('open')
    })

    it('tries for an hour more where EnOS does not answer, counted from when this server could try', async () => {
      const record = await askedCancellation(30 * HOUR, { steps: [SENT, ACCEPTED] })
      await trouble(record, { type: 'http', status: 500 }, 1)
      expect(await lookAtCancellation(record, Date.now() - MINUTE)).toBe('unanswered')
      expect((await reload(record.id)).state).toBe('accepted')
      expect(await lookAtCancellation(record, Date.now() - MINUTE)).toBe('ended')
      expect((await reload(record.id)).state).toBe('lost_track')
      const down = await askedCancellation(30 * HOUR, { steps: [SENT, ACCEPTED] })
      await trouble(down, { type: 'http', status: 500 }, 1)
      expect(await lookAtCancellation(down, Date.now() - 2 * HOUR)).toBe('ended')
      expect((await reload(down.id)).state).toBe('lost_track')
    })

    it('counts from when it was opened again', async () => {
      const record = await askedCancellation(50 * HOUR, { steps: [SENT, ACCEPTED, { type: 'lost_track' }] })
      const step = { type: 'reopened', accepted: true } as const
      const reopened = await appendEvent(record, { step, actor: follower, at: Date.now() - HOUR })
      expect(await lookAtCancellation(reopened.record)).toBe('open')
      const again = { ...reopened.record, reopenedAt: Date.now() - DAY - 1 }
      expect(await lookAtCancellation(again)).toBe('ended')
      expect(await phasesOf(record.id)).toEqual([
        'requested',
        'sent',
        'answered',
        'settled',
        'reopened',
        'settled',
      ])
    })

    it('keeps trying for a person whom EnOS does not know any more, at the long interval', async () => {
      const record = await askedCancellation(HOUR, { steps: [SENT, ACCEPTED] })
      await trouble(record, { type: 'code', code: 62103, msg: 'User has no privilege.' }, 1)
      const before = Date.now()
      await follow({ record, looks: 1, since: 0 })
      const { dueAt = 0 } = (await planOf(record)) ?? {}
      expect(dueAt - before).toBeGreaterThanOrEqual(MINUTE)
      expect(dueAt - before).toBeLessThan(2 * MINUTE)
    })
  })

  it('uses up none of the growing waits while EnOS does not answer', async () => {
    const record = await askedCancellation(5_000, { steps: [SENT, ACCEPTED] })
    await trouble(record, { type: 'html', status: 500 })
    for (let n = 0; n < 3; n++) await follow({ record, looks: 1, since: 0 })
    expect(await planOf(record)).toMatchObject({ looks: 0 })
    await scene.enos.control.clearFaults()
    await follow({ record, looks: 1, since: 0 })
    const soon = Date.now() + 1_000
    expect((await planOf(record))?.dueAt).toBeLessThanOrEqual(soon)
  })

  describe('some minutes after the end', () => {
    const ended = async (status: NewInstance['status'], closedAgoMs = 6 * MINUTE) => {
      const record = await askedCancellation(closedAgoMs + 1_000, {
        steps: [SENT, ACCEPTED],
        instance: { status },
      })
      const step = {
        type: 'seen',
        seen: 'cancelled',
        status: 8,
        ended: null,
        source: 'get',
        turnedAway: false,
      } as const
      return (await appendEvent(record, { step, actor: follower, at: Date.now() - closedAgoMs })).record
    }

    it('is made once, and records what EnOS says if it is something else', async () => {
      const record = await ended('SUCCESS')
      await follow({ record, looks: 1, since: 0 })
      expect(await reload(record.id)).toMatchObject({ state: 'stopped', statusAfter: 8, laterStatus: 1 })
      expect((await phasesOf(record.id)).at(-1)).toBe('changed_later')
      expect(await planOf(record)).toBeUndefined()
      expect(await lookAfterEnd(record)).toBe(true)
      expect((await phasesOf(record.id)).filter((phase) => phase === 'changed_later')).toHaveLength(1)
    })

    it('says nothing where EnOS says the same', async () => {
      const record = await ended('CANCEL')
      await follow({ record, looks: 1, since: 0 })
      expect(await reload(record.id)).toEqual(record)
      expect(await planOf(record)).toBeUndefined()
    })

    it('waits for its time, and is tried again while EnOS is away', async () => {
      const early = await ended('SUCCESS', MINUTE)
      await follow({ record: early, looks: 1, since: 0 })
      expect(await planOf(early)).toMatchObject({ dueAt: (early.closedAt ?? 0) + 5 * MINUTE })
      expect(await readsOf(early)).toEqual([])
      const record = await ended('SUCCESS')
      await trouble(record, { type: 'http', status: 500 }, 1)
      await follow({ record, looks: 1, since: 0 })
      expect(await planOf(record)).toBeDefined()
      expect((await reload(record.id)).laterStatus).toBeNull()
      await follow({ record, looks: 2, since: 0 })
      expect((await reload(record.id)).laterStatus).toBe(1)
    })

    it('of a refused one: only that it was cancelled after all is news', async () => {
      const steps = [SENT, answer('turned_away', 62103)]
      const refuse = async (status: NewInstance['status']) => {
        const record = await askedCancellation(7 * MINUTE, { steps, instance: { status } })
        const step = { ...seen(2), turnedAway: true } as Step
        return (await appendEvent(record, { step, actor: follower, at: Date.now() - 6 * MINUTE })).record
      }
      const done = await refuse('SUCCESS')
      expect(done.state).toBe('refused')
      await follow({ record: done, looks: 1, since: 0 })
      expect((await reload(done.id)).laterStatus).toBeNull()
      const stopped = await refuse('CANCEL')
      await follow({ record: stopped, looks: 1, since: 0 })
      expect(await reload(stopped.id)).toMatchObject({ state: 'refused', laterStatus: 8 })
    })
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
