import { describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { lookAtCancellation } from '@/lib/instances/cancel/look'
import { readInstance } from '@/lib/instances/read'
import { ACCEPTED, askedCancellation, planOf, readsOf, SENT, seen } from '@/lib/testing/asked-cancellations'
import { answer, follower, phasesOf, reload } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { playOnDatabase, playWithEnos, scene } from '@/lib/testing/scene'
import { expectVerified } from '@/lib/testing/verified'

const MINUTE = 60_000

playWithEnos()

describe.each(DATABASE_KINDS)('a look at a cancellation, on the %s database', (kind) => {
  playOnDatabase(kind)

  describe('that was left behind by a server that went down', () => {
    it('before anything was sent: waits a minute, then it was never sent, and EnOS was not asked', async () => {
      const young = await askedCancellation(50_000)
      expect(await lookAtCancellation(young)).toBe('waiting')
      const old = await askedCancellation(61_000)
      expect(await lookAtCancellation(old)).toBe('ended')
      expect(await reload(old.id)).toMatchObject({ state: 'not_sent', attempts: 0 })
      expect(await phasesOf(old.id)).toEqual(['requested', 'settled'])
      expect(await planOf(old)).toBeUndefined()
      expect([...(await readsOf(young)), ...(await readsOf(old))]).toEqual([])
    })

    it('and is not sent any more by who comes late', async () => {
      const old = await askedCancellation(61_000)
      await lookAtCancellation(old)
      expect(await appendEvent(old, { step: SENT, actor: follower, at: Date.now() })).toMatchObject({
        written: false,
      })
    })

    it('after it was marked: read at once, unconfirmed after a minute, settled by what EnOS reports', async () => {
      const young = await askedCancellation(30_000, { steps: [SENT] })
      expect(await lookAtCancellation(young)).toBe('open')
      expect((await reload(young.id)).state).toBe('sent')
      const old = await askedCancellation(61_000, { steps: [SENT] })
      expect(await lookAtCancellation(old)).toBe('open')
      expect((await reload(old.id)).state).toBe('unconfirmed')
      expect(await phasesOf(old.id)).toEqual(['requested', 'sent', 'no_answer'])
      await scene.enos.control.changeInstance(old.flowInstId, { status: 'CANCEL', endTime: Date.now() })
      expect(await lookAtCancellation(await reload(old.id))).toBe('ended')
      expect((await reload(old.id)).state).toBe('stopped')
    })

    it('after EnOS said no: refused only once a read shows that the instance goes on', async () => {
      const record = await askedCancellation(10_000, { steps: [SENT, answer('turned_away', 62103)] })
      expect(await lookAtCancellation(record)).toBe('ended')
      expect(await reload(record.id)).toMatchObject({
        state: 'refused',
        answerCode: 62103,
        statusAfter: null,
      })
    })
  })

  it('cancelled by somebody else before it was sent: stopped, and then nothing is sent', async () => {
    const record = await askedCancellation(1_000, { instance: { status: 'CANCEL', endTime: Date.now() } })
    const read = await readInstance(scene.account, record.flowInstId, {
      ...{ actor: follower, priority: 'person', deadlineMs: 5_000 },
    })
    expect(read).toMatchObject({ ok: true, value: { changed: [{ state: 'stopped', attempts: 0 }] } })
    expect(await appendEvent(record, { step: SENT, actor: follower, at: Date.now() })).toMatchObject({
      written: false,
    })
  })

  describe('that shows FAIL', () => {
    const failed = { status: 'FAIL', endTime: Date.now() } as const

    it('is live while tasks run, and the end once none does', async () => {
      const tasks = [
        { name: 'a', status: 'FAIL' },
        { name: 'b', status: 'RUNNING' },
      ]
      const live = await askedCancellation(MINUTE, {
        steps: [SENT, ACCEPTED],
        instance: { status: 'FAIL', endTime: null, tasks },
      })
      expect(await lookAtCancellation(live)).toBe('open')
      const dead = await askedCancellation(MINUTE, {
        steps: [SENT, ACCEPTED],
        instance: { ...failed, tasks: [{ name: 'a', status: 'FAIL' }] },
      })
      expect(await lookAtCancellation(dead)).toBe('ended')
      expect(await reload(dead.id)).toMatchObject({ state: 'finished_first', statusAfter: -1 })
    })

    it('with a graph that cannot be read, is live for five minutes', async () => {
      const young = await askedCancellation(20 * MINUTE, { steps: [SENT, ACCEPTED], instance: failed })
      const old = await askedCancellation(20 * MINUTE, {
        steps: [SENT, ACCEPTED, seen(-1)],
        instance: failed,
      })
      await scene.enos.control.patchSettings({ graphForm: 'broken' })
      expect(await lookAtCancellation(young)).toBe('open')
      expect(await reload(young.id)).toMatchObject({ statusSeen: -1 })
      expect(await lookAtCancellation(await reload(young.id))).toBe('open')
      expect(await lookAtCancellation(old)).toBe('ended')
      await scene.enos.control.patchSettings({ graphForm: 'string' })
    })

    it('and then RERUN, is followed on', async () => {
      const record = await askedCancellation(20 * MINUTE, {
        steps: [SENT, ACCEPTED, seen(-1)],
        instance: { status: 'RERUN' },
      })
      expect(await lookAtCancellation(record)).toBe('open')
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered', 'observed', 'observed'])
      await scene.enos.control.changeInstance(record.flowInstId, { status: 'CANCEL', endTime: Date.now() })
      expect(await lookAtCancellation(await reload(record.id))).toBe('ended')
      expect((await reload(record.id)).state).toBe('stopped')
    })
  })

  it('has left a history from which every record follows', () => expectVerified(scene.database.db))
})
