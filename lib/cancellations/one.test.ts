import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { isAsWritten } from '@/lib/cancellations/as-written'
import { readCancellation, readRecord } from '@/lib/cancellations/one'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Actor, CancellationRecord, Step } from '@/lib/cancellations/record'
import { timelineEventOf } from '@/lib/cancellations/timeline'
import { CANCELLATIONS } from '@/lib/cancellations/verify-records'
import type { OpenDatabase } from '@/lib/db/client'
import { appendToLog } from '@/lib/db/event-log'
import { events } from '@/lib/db/schema'
import type { TimelineEvent } from '@/lib/shared/timeline'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

const alice = viewerOf()
const bob = viewerOf({ userId: 'u2', username: 'bob' })
const carol = viewerOf({ userId: 'u5', username: 'carol' })
const lead = viewerOf({ userId: 'u3', username: 'lin', role: 'lead' } as never)
const stranger = viewerOf({ userId: 'u4', orgId: 'o2', username: 'alice' })
const foreignLead = viewerOf({ userId: 'u1', orgId: 'o2', username: 'alice', role: 'lead' } as never)

const follower: Actor = { kind: 'system', part: 'follower' }
const byBob: Actor = { kind: 'person', userId: 'u2', username: 'bob' }
const accepted = {
  type: 'answered',
  verdict: 'accepted',
  reply: 'answer',
  http: 200,
  code: 0,
  text: 'OK',
  requestId: '6cb7a013-0000',
  ms: 56,
} as const

describe.each(DATABASE_KINDS)('one cancellation, on the %s database', (kind) => {
  let database: OpenDatabase
  let record: CancellationRecord
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
    const wish = wishOf({ owners: ['alice', 'bob'], note: 'zeros since 13:50', at: 1000 })
    const opened = await openCancellation(alice, wish)
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    record = opened.record
    const steps: [Step, Actor][] = [
      [
        { type: 'sent', attempt: 1 },
        { kind: 'person', userId: 'u1', username: 'alice' },
      ],
      [{ type: 'answer_lost', attempt: 1 }, follower],
      [{ type: 'sent', attempt: 2 }, byBob],
      [{ ...accepted, attempt: 2 }, byBob],
      [
        { type: 'seen', seen: 'cancelled', status: 8, ended: null, source: 'list', turnedAway: false },
        { kind: 'system', part: 'list' },
      ],
      [{ type: 'changed_later', status: 1, ended: null }, follower],
    ]
    for (const [order, [step, actor]] of steps.entries())
      await appendEvent(record, { step, actor, at: 2000 + order })
  })
  afterAll(() => database.close())

  it('is told whole, in the order in which it happened, with what EnOS said', async () => {
    const story = await readRecord(bob, record.id)
    expect(story?.cancellation).toMatchObject({
      id: record.id,
      state: 'stopped',
      askedBy: 'alice',
      askedByMe: false,
      attempts: 2,
      note: 'zeros since 13:50',
      later: { status: 1, at: 2005 },
    })
    const told = story?.timeline.map(({ phase, by, attempt, status, at }) => [phase, by, attempt, status, at])
    expect(told).toEqual([
      ['requested', 'alice', null, null, 1000],
      ['sent', 'alice', 1, null, 2000],
      ['no_answer', null, 1, null, 2001],
      ['asked_again', 'bob', 2, null, 2002],
      ['sent', 'bob', 2, null, 2002],
      ['answered', 'bob', 2, null, 2003],
      ['observed', null, null, 8, 2004],
      ['settled', null, null, 8, 2004],
      ['changed_later', null, null, 1, 2005],
    ])
    const { type: _, ...answer } = accepted
    expect(story?.timeline[5]).toMatchObject(answer)
    expect(story?.timeline[6]).toMatchObject({ source: 'list' })
    expect(story?.timeline[7]).toMatchObject({ outcome: 'stopped' })
    const numbers = story?.timeline.map(({ n }) => n) ?? []
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    expect(story?.timeline.every(({ hash }) => /^[0-9a-f]{8}$/.test(hash))).toBe(true)
  })

  it('is as it was written, until somebody changes the record or an event', async () => {
    expect((await readRecord(bob, record.id))?.isAsWritten).toBe(true)
    const read = { ...record, version: 1 }
    const rows = await database.db
      .select()
      .from(events)
      .where(eq(events.subject, record.id))
      .orderBy(events.n)
    expect(isAsWritten(CANCELLATIONS, read, rows)).toBe(true)
    expect(isAsWritten(CANCELLATIONS, { ...read, note: 'another' }, rows)).toBe(false)
    expect(isAsWritten(CANCELLATIONS, read, rows.slice(1))).toBe(false)
    const [first] = rows
    if (!first) throw new Error('No event.')
    expect(isAsWritten(CANCELLATIONS, read, [{ ...first, body: first.body.replace('zeros', 'ones') }])).toBe(
      false,
    )
    expect(isAsWritten(CANCELLATIONS, read, [{ ...first, body: 'nothing' }])).toBe(false)
  })

  it('gives nothing away beyond that: no user id, key, or owner', async () => {
    const text = JSON.stringify(await readRecord(lead, record.id))
    for (const secret of ['"u1"', '"u2"', record.idempotencyKey, 'owners', 'idempotency', 'previous'])
      expect(text).not.toContain(secret)
  })

  it('is for who asked, who owned the instance, and leads', async () => {
    for (const viewer of [alice, bob, lead]) {
      expect((await readRecord(viewer, record.id))?.cancellation.id).toBe(record.id)
      expect((await readCancellation(viewer, record.id))?.id).toBe(record.id)
    }
  })

  it('is not there for anybody else, as one that never was', async () => {
    for (const viewer of [carol, stranger, foreignLead]) {
      expect(await readRecord(viewer, record.id)).toBeNull()
      expect(await readCancellation(viewer, record.id)).toBeNull()
    }
    for (const id of ['', 'x', '%00', "' or 1=1 --", '0'.repeat(36), record.id.toUpperCase()])
      expect(await readRecord(lead, id)).toBeNull()
  })

  it('shows no event of another subject or organization that carries its id', async () => {
    const before = (await readRecord(alice, record.id))?.timeline.length
    const entry = { at: 1, phase: 'sent', subject: record.id, actor: follower, facts: {} }
    await database.db.transaction(async (tx) => {
      await appendToLog(tx, [{ ...entry, orgId: 'o2', action: 'cancel' }])
      await appendToLog(tx, [{ ...entry, orgId: 'o1', action: 'role' }])
    })
    expect((await readRecord(alice, record.id))?.timeline).toHaveLength(before ?? 0)
  })
})

describe('an event of another version', () => {
  const read = (body: object): TimelineEvent =>
    timelineEventOf({
      n: 1,
      at: 1,
      action: 'cancel',
      phase: 'dreamt',
      hash: 'abcdef0123',
      body: JSON.stringify(body),
    })

  it('is shown as far as it is understood', () => {
    expect(
      read({ actor: { kind: 'robot' }, facts: { code: 'x', step: { text: 7, code: 5 } } }),
    ).toMatchObject({
      phase: 'dreamt',
      by: null,
      code: 5,
      text: null,
      hash: 'abcdef01',
    })
    expect(read({})).toMatchObject({ phase: 'dreamt', by: null, attempt: null })
    expect(read({ facts: [1], actor: 'alice' })).toMatchObject({ by: null, attempt: null })
  })

  it('may be no text that can be read', () => {
    const torn = timelineEventOf({
      n: 1,
      at: 1,
      action: 'cancel',
      phase: 'sent',
      hash: 'abcdef0123',
      body: '{"facts":',
    })
    expect(torn).toMatchObject({ phase: 'sent', by: null, attempt: null })
  })

  it('may carry its facts without a step around them', () => {
    expect(read({ facts: { attempt: 1, code: 62103, why: 'restart' } })).toMatchObject({
      attempt: 1,
      code: 62103,
      why: 'restart',
    })
  })
})
