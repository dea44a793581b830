import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { takeDue } from '@/lib/cancellations/follow-ups'
import { observe } from '@/lib/cancellations/observe'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { reopenCancellation } from '@/lib/cancellations/reopen'
import type { OpenDatabase } from '@/lib/db/client'
import { chainHash } from '@/lib/db/event-log'
import { cancellations, events, followUps } from '@/lib/db/schema'
import { statusFromCode } from '@/lib/shared/statuses'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

const actor: Actor = { kind: 'person', userId: 'u1', username: 'alice' }
const follower: Actor = { kind: 'system', part: 'follower' }

const answer = (verdict: 'accepted' | 'turned_away' | 'unconfirmed', code: number | null = 0): Step => ({
  type: 'answered',
  attempt: 1,
  verdict,
  reply: code === null ? 'timeout' : 'answer',
  http: code === null ? null : 200,
  code,
  text: code === null ? null : 'OK',
  requestId: 'r-1',
  ms: 12,
})

describe.each(DATABASE_KINDS)('a cancellation on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  const open = async (overrides = {}, viewer = viewerOf()): Promise<CancellationRecord> => {
    const opened = await openCancellation(viewer, wishOf(overrides))
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    return opened.record
  }
  const append = async (id: string, step: Step) =>
    appendEvent(await reload(id), { step, actor, at: Date.now() })
  const phases = async (id: string): Promise<string[]> => {
    const rows = await database.db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
    return rows.map((row) => row.phase)
  }
  const reload = async (id: string): Promise<CancellationRecord> => {
    const [record] = await database.db.select().from(cancellations).where(eq(cancellations.id, id))
    return record as CancellationRecord
  }
  const see = (
    record: CancellationRecord,
    code: number,
    extra: { failLive?: boolean | null; source?: 'list' } = {},
  ) =>
    observe(
      [
        {
          flowInstId: record.flowInstId,
          status: statusFromCode(code),
          failLive: extra.failLive ?? null,
          ended: null,
        },
      ],
      {
        orgId: record.orgId,
        source: extra.source ?? 'get',
        askedAt: Date.now(),
        readAt: Date.now(),
        actor: follower,
      },
    )

  it('is written down before anything is sent, then sent once, however many try', async () => {
    const record = await open()
    expect(await phases(record.id)).toEqual(['requested'])
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() =>
        appendEvent(record, { step: { type: 'sent', attempt: 1 }, actor, at: Date.now() }),
      ),
    )
    expect(tries.filter(({ written }) => written)).toHaveLength(1)
    expect(await phases(record.id)).toEqual(['requested', 'sent'])
    expect(await reload(record.id)).toMatchObject({ state: 'sent', attempts: 1 })
  })

  it('tells its whole story to the end', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('accepted'))
    expect(await see(record, 2)).toEqual([])
    const [ended] = await see(record, 8)
    expect(ended).toMatchObject({ state: 'stopped', statusAfter: 8, answerCode: 0, answerRequestId: 'r-1' })
    expect(ended?.closedAt).toBeGreaterThanOrEqual(record.requestedAt)
    expect(await phases(record.id)).toEqual(['requested', 'sent', 'answered', 'observed', 'settled'])
    expect(
      await database.db.select().from(followUps).where(eq(followUps.cancellationId, record.id)),
    ).toMatchObject([{ dueAt: (ended?.closedAt ?? 0) + 5 * 60_000, looks: 0 }])
    expect(await see(record, 1)).toEqual([])
    expect(await reload(record.id)).toEqual(ended)
  })

  it('keeps the status of an instance that finished first', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('accepted'))
    expect(await see(record, 1)).toMatchObject([{ state: 'finished_first', statusAfter: 1 }])
  })

  it('is refused only when a read that left after the answer shows the instance still there', async () => {
    const record = await open()
    const later = (ms: number): number => record.requestedAt + ms
    await appendEvent(record, { step: { type: 'sent', attempt: 1 }, actor, at: later(5) })
    await appendEvent(record, { step: answer('turned_away', 62103), actor, at: later(20) })
    const live = { flowInstId: record.flowInstId, status: statusFromCode(2), failLive: null, ended: null }
    const read = { orgId: 'o1', source: 'get' as const, actor: follower }
    expect(await observe([live], { ...read, askedAt: later(10), readAt: later(30) })).toEqual([])
    expect(await observe([live], { ...read, askedAt: later(21), readAt: later(30) })).toMatchObject([
      { state: 'refused', statusAfter: null, answerCode: 62103, closedAt: later(30) },
    ])
    expect(await phases(record.id)).toEqual(['requested', 'sent', 'answered', 'settled'])
  })

  it('is stopped, not refused, when EnOS said no to an instance that it shows as cancelled', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('turned_away', 62104))
    expect(await see(record, 8)).toMatchObject([{ state: 'stopped' }])
  })

  it('is unconfirmed without an answer, and settled by what EnOS reports', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('unconfirmed', null))
    expect(await phases(record.id)).toEqual(['requested', 'sent', 'no_answer'])
    expect(await see(record, 2)).toEqual([])
    expect((await reload(record.id)).state).toBe('unconfirmed')
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

  it('answers the same key with the record as it stands, and refuses it for another instance', async () => {
    const wish = wishOf()
    const first = await openCancellation(viewerOf(), wish)
    const again = await openCancellation(viewerOf(), wish)
    expect(first.kind).toBe('opened')
    expect(again).toMatchObject({
      kind: 'known',
      record: { state: 'requested', flowInstId: wish.flowInstId },
    })
    const elsewhere = await openCancellation(viewerOf(), wishOf({ key: wish.key }))
    expect(elsewhere).toEqual({ kind: 'key_reused' })
  })

  it('is one, when two owners ask at once', async () => {
    const bob = viewerOf({ userId: 'u2', username: 'bob' })
    const wish = wishOf({ owners: ['alice', 'bob'] })
    const both = await Promise.all([
      openCancellation(viewerOf(), wish),
      openCancellation(bob, wishOf({ flowInstId: wish.flowInstId })),
    ])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['already_open', 'opened'])
  })

  it('can be asked again after it ended', async () => {
    const record = await open()
    await append(record.id, { type: 'never_sent', attempt: 1, why: 'restart' })
    const again = await openCancellation(viewerOf(), wishOf({ flowInstId: record.flowInstId }))
    expect(again.kind).toBe('opened')
  })

  describe('marked as sent, though nothing left', () => {
    const neverSent: Step = { type: 'never_sent', attempt: 1, why: 'not_allowed', certain: true }

    it('is closed by who is certain of it, and the log says that it had been marked', async () => {
      const record = await open()
      await append(record.id, { type: 'sent', attempt: 1 })
      await append(record.id, { type: 'never_sent', attempt: 1, why: 'restart' })
      expect((await reload(record.id)).state).toBe('sent')
      // With what was known before the mark: the writer of the mark was not told of it.
      await appendEvent(record, { step: neverSent, actor, at: Date.now() })
      expect(await reload(record.id)).toMatchObject({ state: 'not_sent', attempts: 0, sentAt: null })
      expect(await phases(record.id)).toEqual(['requested', 'sent', 'settled'])
      const log = await database.db.select().from(events).where(eq(events.subject, record.id))
      const settled = log.find(({ phase }) => phase === 'settled')
      expect(JSON.parse(settled?.body ?? '').facts).toMatchObject({
        outcome: 'not_sent',
        statusAfter: null,
        step: { why: 'not_allowed', certain: true },
      })
    })

    it('is closed also after the follower gave up waiting for an answer', async () => {
      const record = await open()
      await append(record.id, { type: 'sent', attempt: 1 })
      await append(record.id, { type: 'answer_lost', attempt: 1 })
      await append(record.id, { type: 'never_sent', attempt: 1, why: 'restart' })
      expect((await reload(record.id)).state).toBe('unconfirmed')
      await append(record.id, neverSent)
      expect((await reload(record.id)).state).toBe('not_sent')
      expect(await phases(record.id)).toEqual(['requested', 'sent', 'no_answer', 'settled'])
      const again = await openCancellation(viewerOf(), wishOf({ flowInstId: record.flowInstId }))
      expect(again.kind).toBe('opened')
    })

    it('is not closed against an answer, a later attempt or an ending', async () => {
      const answered = await open()
      await append(answered.id, { type: 'sent', attempt: 1 })
      await append(answered.id, answer('unconfirmed', null))
      const twice = await open()
      await append(twice.id, { type: 'sent', attempt: 1 })
      await append(twice.id, { type: 'sent', attempt: 2 })
      const ended = await open()
      await append(ended.id, { type: 'sent', attempt: 1 })
      await see(ended, 8)
      for (const { id } of [answered, twice, ended]) {
        const before = await reload(id)
        expect(await append(id, neverSent)).toEqual({ written: false, record: before })
      }
    })
  })

  it('is opened again as accepted when EnOS once said yes, whatever it answered last', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('accepted'))
    await append(record.id, { type: 'sent', attempt: 2 })
    await append(record.id, { ...answer('turned_away', 62106), attempt: 2 } as Step)
    await append(record.id, { type: 'lost_track' })
    const reopened = await reopenCancellation(await reload(record.id), actor)
    expect(reopened).toMatchObject({ kind: 'reopened', record: { state: 'accepted', closedAt: null } })
  })

  it('is leased to one follower at a time', async () => {
    const record = await open()
    const far = Date.now() + 1000
    const taking = {
      now: far,
      leaseMs: 60_000,
      most: 100,
      first: 'longest_due',
      farthestMs: 600_000,
    } as const
    const [one, two] = await Promise.all([1, 2].map(() => takeDue(taking)))
    const holders = [one, two].filter((due) => due?.some(({ record: { id } }) => id === record.id))
    expect(holders).toHaveLength(1)
    const later = await takeDue({ ...taking, now: far + 60_001 })
    expect(later.find(({ record: { id } }) => id === record.id)?.looks).toBe(2)
  })

  it('gives turns to new ones and to those that wait longest, and notices a clock that was set back', async () => {
    const taking = { leaseMs: 60_000, farthestMs: 600_000, most: 1 } as const
    await database.db.delete(followUps)
    const [old, young, ahead] = [await open(), await open(), await open()]
    const plan = async ({ id }: CancellationRecord, dueAt: number, looks: number): Promise<unknown> =>
      database.db.update(followUps).set({ dueAt, looks }).where(eq(followUps.cancellationId, id))
    await plan(old, 1_000, 50)
    await plan(young, 2_000, 1)
    await plan(ahead, 700_000, 60)
    const take = async (first: 'longest_due' | 'least_looked_at') =>
      (await takeDue({ ...taking, now: 3_000, first })).map(({ record: { id } }) => id)
    expect(await take('least_looked_at')).toEqual([young.id])
    await plan(young, 2_000, 1)
    expect(await take('longest_due')).toEqual([old.id])
    expect(await take('longest_due')).toEqual([young.id])
    expect(await take('longest_due')).toEqual([ahead.id])
    expect(await take('longest_due')).toEqual([])
  })

  it('numbers and chains the events of an organization without gaps, also under concurrency', async () => {
    const records = await Promise.all([1, 2, 3, 4, 5].map(() => open({}, viewerOf({ orgId: 'o9' }))))
    await Promise.all(records.map(({ id }) => append(id, { type: 'sent', attempt: 1 })))
    const log = await database.db.select().from(events).where(eq(events.orgId, 'o9')).orderBy(asc(events.n))
    expect(log.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    let previous = '0'.repeat(64)
    for (const event of log) {
      expect(event.previousHash).toBe(previous)
      expect(event.hash).toBe(chainHash(previous, event.n, event.body))
      expect(JSON.parse(event.body)).toMatchObject({ phase: event.phase, subject: event.subject })
      previous = event.hash
    }
  })

  it('is logged for good: events are neither changed nor removed', async () => {
    const record = await open()
    for (const statement of [
      sql`update events set phase = 'settled' where subject = ${record.id}`,
      sql`delete from events where subject = ${record.id}`,
      sql`truncate events`,
    ]) {
      await expect(database.db.execute(statement)).rejects.toThrow('events are append-only')
    }
    expect(await phases(record.id)).toEqual(['requested'])
  })
})
