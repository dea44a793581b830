import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Step } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { events } from '@/lib/db/schema'
import { alice, answer, append, open, phasesOf, reload, see } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

describe.each(DATABASE_KINDS)('a cancellation that never left on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  describe('marked as sent, though nothing left', () => {
    const neverSent: Step = { type: 'never_sent', attempt: 1, why: 'not_allowed', certain: true }

    it('is closed by who is certain of it, and the log says that it had been marked', async () => {
      const record = await open()
      await append(record.id, { type: 'sent', attempt: 1 })
      await append(record.id, { type: 'never_sent', attempt: 1, why: 'restart' })
      expect((await reload(record.id)).state).toBe('sent')
      // With what was known before the mark: the writer of the mark was not told of it.
      await appendEvent(record, { step: neverSent, actor: alice, at: Date.now() })
      expect(await reload(record.id)).toMatchObject({ state: 'not_sent', attempts: 0, sentAt: null })
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'settled'])
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
      expect(await phasesOf(record.id)).toEqual(['requested', 'sent', 'no_answer', 'settled'])
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
})
