import { eq, type SQL, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { verifyOrganization } from '@/lib/cancellations/verify'
import type { Transaction } from '@/lib/db/client'
import { chainHash } from '@/lib/db/event-log'
import { eventHeads, events } from '@/lib/db/schema'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { LIVES } from '@/lib/testing/histories'
import { at, broken, historyOn, rewrite } from '@/lib/testing/history-to-tamper'
import { rechain } from '@/lib/testing/tamper'

describe.each(DATABASE_KINDS)('a log that was tampered with on the %s database', (kind) => {
  const { db, eventsOf, idOf, numberOf, tampered, verify } = historyOn(kind)

  describe('finds in the log', () => {
    it.each<[string, Partial<typeof events.$inferInsert>, string]>([
      ['a text', { body: '{}' }, 'hash'],
      ['a hash', { hash: 'f'.repeat(64) }, 'hash'],
      ['a previous hash', { previousHash: 'f'.repeat(64) }, 'previousHash'],
      ['a time', { at: 1 }, 'at'],
      ['an action', { action: 'export' }, 'action'],
      ['a phase', { phase: 'observed' }, 'phase'],
      ['a subject', { subject: 'somebody' }, 'subject'],
    ])('%s that was changed', async (_, change, column) => {
      const n = await numberOf('refused', 'answered')
      const said = await tampered((tx) => tx.update(events).set(change).where(at(n)))
      expect(said).toEqual(broken({ kind: 'changed', n, column }))
    })

    it('an event that was given to another organization', async () => {
      const n = await numberOf('refused', 'answered')
      const said = await tampered((tx) => tx.update(events).set({ orgId: 'o2', n: 900 }).where(at(n)))
      expect(said).toEqual(broken({ kind: 'missing', n }))
      const there = await tampered(
        (tx) => tx.update(events).set({ orgId: 'o2', n: 900 }).where(at(n)),
        (tx) => verifyOrganization(tx, 'o2'),
      )
      const { head } = await verifyOrganization(db(), 'o2')
      expect(there).toEqual(broken({ kind: 'inserted', n: head.n + 1 }))
    })

    it('an event that was rewritten together with its hash', async () => {
      const n = await numberOf('stopped', 'answered')
      const said = await tampered(async (tx) => {
        await rewrite(tx, n, { forged: true })
        const [event] = await tx.select().from(events).where(at(n))
        const hash = chainHash(event?.previousHash ?? '', n, event?.body ?? '')
        await tx.update(events).set({ hash }).where(at(n))
      })
      expect(said).toEqual(broken({ kind: 'unlinked', n: n + 1 }))
    })

    it('an event that was removed', async () => {
      const n = await numberOf('stopped', 'settled')
      const said = await tampered((tx) => tx.delete(events).where(at(n)))
      expect(said).toEqual(broken({ kind: 'missing', n }))
    })

    it('the last one, removed', async () => {
      const { head } = await verify()
      const said = await tampered((tx) => tx.delete(events).where(at(head.n)))
      expect(said).toEqual(broken({ kind: 'missing', n: head.n }))
    })

    it('an event that was inserted, also where no number is', async () => {
      const { head } = await verify()
      for (const n of [head.n + 1, 0]) {
        const said = await tampered(async (tx) => {
          const [event] = await tx.select().from(events).where(at(1))
          if (event) await tx.insert(events).values({ ...event, n })
        })
        expect(said).toEqual(broken({ kind: 'inserted', n }))
      }
    })

    it('a body that is not canonical, though all the rest fits', async () => {
      const n = await numberOf('open', 'sent')
      const said = await tampered(async (tx) => {
        await tx.update(events).set({ body: sql`body || ' '` }).where(at(n))
        await rechain(tx, 'o1')
      })
      expect(said).toEqual(broken({ kind: 'changed', n, column: 'body' }))
    })

    it.each<[string, SQL]>([
      ['hash', sql`update event_heads set hash = repeat('f', 64) where org_id = 'o1'`],
      ['absence', sql`delete from event_heads where org_id = 'o1'`],
    ])('a head that was tampered with: its %s', async (_, statement) => {
      const { head } = await verify()
      expect(await tampered((tx) => tx.execute(statement))).toEqual(broken({ kind: 'head', n: head.n }))
    })

    it('a head that was set back, or forward', async () => {
      const { head } = await verify()
      const set = (n: number, hash: string) => (tx: Transaction) =>
        tx.update(eventHeads).set({ n, hash }).where(eq(eventHeads.orgId, 'o1'))
      const [before] = await db()
        .select()
        .from(events)
        .where(at(head.n - 1))
      expect(await tampered(set(head.n - 1, before?.hash ?? ''))).toEqual(
        broken({ kind: 'inserted', n: head.n }),
      )
      expect(await tampered(set(head.n + 1, head.hash))).toEqual(broken({ kind: 'missing', n: head.n + 1 }))
    })
  })

  describe('finds, though the whole chain was computed anew', () => {
    it.each<[string, string, string, object]>([
      ['another outcome', 'stopped', 'settled', { outcome: 'finished_first' }],
      ['another status at the end', 'stopped', 'settled', { statusAfter: 1 }],
      ['a step that cannot follow', 'stopped', 'answered', { step: { type: 'reopened', accepted: true } }],
      ['a step that does not exist', 'stopped', 'answered', { step: { type: 'forged' } }],
      ['a version that was left out', 'stopped', 'answered', { version: 9 }],
      ['another attempt', 'askedAgain', 'asked_again', { attempt: 7 }],
      ['an intent with an answer', 'open', 'requested', { answeredAt: 1 }],
      ['an intent of somebody else', 'open', 'requested', { userId: 'u2' }],
    ])('%s', async (_, name, phase, facts) => {
      const n = await numberOf(name, phase)
      const said = await tampered(async (tx) => {
        await rewrite(tx, n, facts)
        await rechain(tx, 'o1')
      })
      expect(said).toEqual(broken({ kind: 'contradicting', n, subject: idOf(name) }))
    })

    it('a reason that was rewritten in the intent', async () => {
      const n = await numberOf('open', 'requested')
      const said = await tampered(async (tx) => {
        await rewrite(tx, n, { reason: 'maintenance' })
        await rechain(tx, 'o1')
      })
      expect(said).toEqual(broken({ kind: 'record_changed', n, subject: idOf('open'), column: 'reason' }))
    })

    it('a text that is nested deeper than it can be read', async () => {
      const n = await numberOf('open', 'requested')
      const said = await tampered(async (tx) => {
        const [event] = await tx.select().from(events).where(at(n))
        const deep = `"instance":${'['.repeat(100_000)}${']'.repeat(100_000)}`
        const body = event?.body.replace(/"instance":\{[^}]*\}/, deep)
        await tx.update(events).set({ body }).where(at(n))
        await rechain(tx, 'o1')
      })
      expect(said).toEqual(broken({ kind: 'changed', n, column: 'body' }))
    })

    it('every event of a cancellation that is gone', async () => {
      for (const [name] of Object.entries(LIVES)) {
        for (const { n, phase } of await eventsOf(idOf(name))) {
          const said = await tampered(async (tx) => {
            await tx.delete(events).where(at(n))
            await rechain(tx, 'o1')
          })
          expect([name, phase, said.ok]).toEqual([name, phase, false])
        }
      }
    })
  })
})
