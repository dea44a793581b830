import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Step } from '@/lib/cancellations/record'
import { reopenCancellation } from '@/lib/cancellations/reopen'
import type { OpenDatabase } from '@/lib/db/client'
import { chainHash } from '@/lib/db/event-log'
import { events, followUps } from '@/lib/db/schema'
import { alice, answer, append, open, phasesOf, reload, see } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

describe.each(DATABASE_KINDS)('a cancellation on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  it('is written down before anything is sent, then sent once, however many try', async () => {
    const record = await open()
    expect(await phasesOf(record.id)).toEqual(['requested'])
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() =>
        appendEvent(record, { step: { type: 'sent', attempt: 1 }, actor: alice, at: Date.now() }),
      ),
    )
    expect(tries.filter(({ written }) => written)).toHaveLength(1)
    expect(await phasesOf(record.id)).toEqual(['requested', 'sent'])
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
    expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'answered', 'observed', 'settled'])
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

  it('is unconfirmed without an answer, and settled by what EnOS reports', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('unconfirmed', null))
    expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'no_answer'])
    expect(await see(record, 2)).toEqual([])
    expect((await reload(record.id)).state).toBe('unconfirmed')
    expect(await see(record, 8)).toMatchObject([{ state: 'stopped' }])
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

  it('is opened again as accepted when EnOS once said yes, whatever it answered last', async () => {
    const record = await open()
    await append(record.id, { type: 'sent', attempt: 1 })
    await append(record.id, answer('accepted'))
    await append(record.id, { type: 'sent', attempt: 2 })
    await append(record.id, { ...answer('turned_away', 62106), attempt: 2 } as Step)
    await append(record.id, { type: 'lost_track' })
    const reopened = await reopenCancellation(await reload(record.id), alice)
    expect(reopened).toMatchObject({ kind: 'reopened', record: { state: 'accepted', closedAt: null } })
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
    expect(await phasesOf(record.id)).toEqual(['requested'])
  })
})
