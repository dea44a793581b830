import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { observe } from '@/lib/cancellations/observe'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { statusFromCode } from '@/lib/shared/statuses'
import {
  alice,
  answer,
  append,
  follower,
  open,
  phasesOf,
  reload,
  see,
} from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'

describe.each(DATABASE_KINDS)('what a read shows of a cancellation on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  it('is refused only when a read that left after the answer shows the instance still there', async () => {
    const record = await open()
    const later = (ms: number): number => record.requestedAt + ms
    await appendEvent(record, { step: { type: 'sent', attempt: 1 }, actor: alice, at: later(5) })
    await appendEvent(record, { step: answer('turned_away', 62103), actor: alice, at: later(20) })
    const live = { flowInstId: record.flowInstId, status: statusFromCode(2), failLive: null, ended: null }
    const read = { orgId: 'o1', source: 'get' as const, actor: follower }
    expect(await observe([live], { ...read, askedAt: later(10), readAt: later(30) })).toEqual([])
    expect(await observe([live], { ...read, askedAt: later(21), readAt: later(30) })).toMatchObject([
      { state: 'refused', statusAfter: null, answerCode: 62103, closedAt: later(30) },
    ])
    expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered', 'settled'])
  })

  it('is stopped, not refused, when EnOS said no to an instance that it shows as cancelled', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('turned_away', 62104))
    expect(await see(record, 8)).toMatchObject([{ state: 'stopped' }])
  })

  it('is not settled by a FAIL in a list, nor by one that still has tasks to run', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('accepted'))
    expect(await see(record, -1, { source: 'list' })).toEqual([])
    expect(await see(record, -1, { failLive: true })).toMatchObject([{ state: 'accepted', statusSeen: -1 }])
    expect(await see(record, -1, { failLive: null })).toEqual([])
    expect(await see(record, -1, { failLive: false })).toMatchObject([
      { state: 'finished_first', statusAfter: -1 },
    ])
  })

  it('is not settled by a read that left before it was asked for', async () => {
    const record = await open()
    const changed = await observe(
      [
        {
          flowInstId: record.flowInstId,
          status: statusFromCode(8),
          failLive: null,
          ended: '2026-11-22 14:15:36',
        },
      ],
      {
        orgId: 'o1',
        source: 'get',
        askedAt: record.requestedAt - 1,
        readAt: Date.now(),
        actor: follower,
      },
    )
    expect(changed).toEqual([])
  })

  describe('read by two at once', () => {
    const readOf = ({ flowInstId }: CancellationRecord, code: number) => [
      { flowInstId, status: statusFromCode(code), failLive: false, ended: null },
    ]
    const asked = (askedAt: number, readAt: number) =>
      ({ orgId: 'o1', source: 'get', askedAt, readAt, actor: follower }) as const

    it('is not taken back by the read that left first and came last, be it of a status or of an end', async () => {
      const record = await open({ at: Date.now() - 1_000 })
      await append(record.id, { type: 'sent', attempt: 1 })
      const [from, mid, to] = [record.requestedAt + 10, record.requestedAt + 20, record.requestedAt + 30]
      expect(await observe(readOf(record, 9), asked(from, mid))).toMatchObject([{ statusSeen: 9 }])
      for (const older of [2, -1]) expect(await observe(readOf(record, older), asked(from, to))).toEqual([])
      // Also where the newer one is written after the older one has looked up the record.
      const known = [
        { ...(await reload(record.id)), version: 2, statusSeen: 2, statusSeenAt: record.requestedAt },
      ]
      expect(await observe(readOf(record, -1), asked(from, to), known)).toEqual([])
      expect(await reload(record.id)).toMatchObject({ state: 'sent', statusSeen: 9 })
      expect(await observe(readOf(record, 8), asked(mid, to))).toMatchObject([{ state: 'stopped' }])
    })

    it('is settled although its times lie ahead: the clock was set back', async () => {
      const record = await open({ at: Date.now() + 600_000 })
      await append(record.id, { type: 'sent', attempt: 1 })
      expect(await see(record, 8)).toMatchObject([{ state: 'stopped' }])
    })

    it('is not refused for an earlier answer, once it was asked again', async () => {
      const record = await open({ at: Date.now() - 1_000 })
      await append(record.id, { type: 'sent', attempt: 1 })
      await append(record.id, answer('turned_away', 62103))
      const known = await reload(record.id)
      await append(record.id, { type: 'sent', attempt: 2 })
      const now = Date.now()
      expect(await observe(readOf(record, 2), asked(now, now), [known])).toEqual([])
      expect(await observe(readOf(record, 2), asked(now, now))).toEqual([])
      expect((await reload(record.id)).state).toBe('sent')
    })
  })

  it('is not settled by an instance of another organization with the same ID', async () => {
    const record = await open()
    const elsewhere = { ...record, orgId: 'o2' }
    expect(await see(elsewhere, 8)).toEqual([])
    expect((await reload(record.id)).state).toBe('requested')
  })
})
