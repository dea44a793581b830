import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { compareWithKept, findOrganizations, verifyOrganization } from '@/lib/cancellations/verify'
import type { OpenDatabase, Transaction } from '@/lib/db/client'
import { chainHash } from '@/lib/db/event-log'
import { cancellations, eventHeads, events } from '@/lib/db/schema'
import type { BrokenPlace, Verification } from '@/lib/shared/verification'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { LIVES, live, makeLead } from '@/lib/testing/histories'
import { viewerOf } from '@/lib/testing/people'
import { afterTampering, otherValue, rechain, rewriteEvent } from '@/lib/testing/tamper'

const lin = viewerOf({ userId: 'u9', username: 'lin', role: 'lead' } as never)
const elsewhere = viewerOf({ orgId: 'o2', userId: 'u7', username: 'dave' })
const columns = Object.entries(getTableColumns(cancellations))

describe.each(DATABASE_KINDS)('a history on the %s database', (kind) => {
  let database: OpenDatabase
  const records: Record<string, CancellationRecord> = {}
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
    await makeLead(lin)
    for (const [name, steps] of Object.entries(LIVES)) records[name] = await live(steps)
    await live(LIVES.stopped ?? [], elsewhere)
  })
  afterAll(() => database.close())

  const idOf = (name: string): string => records[name]?.id ?? ''
  const verify = () => verifyOrganization(database.db, 'o1')

  const tampered = (
    tamper: (tx: Transaction) => Promise<unknown>,
    check = (tx: Transaction) => verifyOrganization(tx, 'o1'),
  ): Promise<Verification> => afterTampering(database.db, tamper, check)
  const broken = (place: BrokenPlace): unknown => expect.objectContaining({ ok: false, place })
  const eventsOf = (subject: string) =>
    database.db.select().from(events).where(eq(events.subject, subject)).orderBy(asc(events.n))
  const numberOf = async (name: string, phase: string): Promise<number> =>
    (await eventsOf(idOf(name))).find((event) => event.phase === phase)?.n ?? 0
  const at = (n: number) => and(eq(events.orgId, 'o1'), eq(events.n, n))

  const rewrite = (tx: Transaction, n: number, facts: object) => rewriteEvent(tx, { orgId: 'o1', n, facts })

  it('is consistent with itself, and with any head that was kept', async () => {
    const { head, ...rest } = await verify()
    const all = await database.db.select().from(events).where(eq(events.orgId, 'o1')).orderBy(asc(events.n))
    expect(head).toEqual({ n: all.length, hash: all.at(-1)?.hash })
    const count = Object.keys(LIVES).length
    expect(rest).toEqual({ ok: true, against: 'itself', events: all.length, records: count })
    for (const { n, hash } of all) {
      const verification = { ...rest, head } as Verification
      const kept = await compareWithKept(database.db, { orgId: 'o1', kept: { n, hash }, verification })
      expect(kept).toEqual({ ...verification, against: 'kept' })
    }
  })

  it('fills every column, so that each is compared', async () => {
    const rows = await database.db.select().from(cancellations)
    const empty = columns
      .map(([name]) => name)
      .filter((name) => rows.every((row) => row[name as never] === null))
    expect(empty).toEqual([])
  })

  it('knows every organization, also one whose chain was taken away', async () => {
    expect(await findOrganizations(database.db)).toEqual(['o1', 'o2'])
    let found: string[] = []
    const said = await tampered(
      async (tx) => {
        await tx.delete(events).where(eq(events.orgId, 'o2'))
        await tx.delete(eventHeads).where(eq(eventHeads.orgId, 'o2'))
        found = await findOrganizations(tx)
      },
      (tx) => verifyOrganization(tx, 'o2'),
    )
    expect(found).toEqual(['o1', 'o2'])
    expect(said).toMatchObject({ ok: false, events: 0, place: { kind: 'record_inserted' } })
  })

  it.each(['update events set body = body', 'delete from events', 'truncate events'])(
    'refuses: %s',
    async (statement) => {
      await expect(database.db.execute(sql.raw(statement))).rejects.toThrow('events are append-only')
      expect(await verify()).toMatchObject({ ok: true })
    },
  )

  it('numbers and chains an event that is inserted by hand, whatever it claims to be', async () => {
    const said = await tampered(async (tx) => {
      await tx.execute(sql`alter table events enable trigger all`)
      const { head } = await verifyOrganization(tx, 'o1')
      const [made] = await tx
        .insert(events)
        .values({
          orgId: 'o1',
          n: 3,
          at: 1,
          action: 'export',
          phase: 'settled',
          subject: 's',
          body: '{}',
          hash: 'x',
        })
        .returning()
      expect(made).toMatchObject({ n: head.n + 1, hash: chainHash(head.hash, head.n + 1, '{}') })
    })
    const { head } = await verify()
    expect(said).toEqual(broken({ kind: 'changed', n: head.n + 1, column: 'body' }))
  })

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
      const { head } = await verifyOrganization(database.db, 'o2')
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
      const [before] = await database.db
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

  describe('finds in the records', () => {
    it.each(columns.map(([name, column]) => [name, column] as const))('another %s', async (name, column) => {
      const n = await numberOf('stopped', 'requested')
      const subject = idOf('stopped')
      const said = await tampered((tx) =>
        tx.execute(
          sql`update cancellations set ${sql.identifier(column.name)} = ${otherValue(column)} where id = ${subject}`,
        ),
      )
      const isGone = name === 'id' || name === 'orgId'
      expect(said).toEqual(
        broken(
          isGone
            ? { kind: 'record_missing', n, subject }
            : { kind: 'record_changed', n, subject, column: name },
        ),
      )
    })

    it('one that was removed', async () => {
      const subject = idOf('refused')
      const said = await tampered((tx) => tx.delete(cancellations).where(eq(cancellations.id, subject)))
      expect(said).toEqual(
        broken({ kind: 'record_missing', n: await numberOf('refused', 'requested'), subject }),
      )
    })

    it('one that was inserted', async () => {
      const forged = { ...(records.refused as CancellationRecord), id: 'forged', idempotencyKey: 'forged' }
      const said = await tampered((tx) => tx.insert(cancellations).values(forged))
      expect(said).toEqual(broken({ kind: 'record_inserted', subject: 'forged' }))
    })

    it('one that was set back together with the log', async () => {
      const n = await numberOf('open', 'answered')
      const said = await tampered(async (tx) => {
        await tx.delete(events).where(at(n))
        await rechain(tx, 'o1')
      })
      expect(said).toEqual(
        broken({ kind: 'record_changed', n: n - 2, subject: idOf('open'), column: 'version' }),
      )
    })

    it.each<[string, SQL]>([
      ['given', sql`insert into people values ('o1', 'u5', 'eve', 'North Wind', 'lead', null, 1)`],
      ['taken', sql`update people set role = 'engineer' where user_id = 'u9'`],
      ['dated', sql`update people set lead_applied_at = 1 where user_id = 'u9'`],
      ['removed', sql`delete from people where user_id = 'u9'`],
    ])('a role that was %s', async (what, statement) => {
      const said = await tampered((tx) => tx.execute(statement))
      expect(said).toEqual(broken({ kind: 'role_changed', subject: what === 'given' ? 'u5' : 'u9' }))
    })
  })

  it('that was rewritten as a whole is found by a kept head only', async () => {
    const kept = (await verify()).head
    const forget = async (tx: Transaction) => {
      await tx.delete(events).where(eq(events.subject, idOf('refused')))
      await tx.delete(cancellations).where(eq(cancellations.id, idOf('refused')))
      await rechain(tx, 'o1')
    }
    expect(await tampered(forget)).toMatchObject({ ok: true, against: 'itself' })
    const compare = (head: typeof kept) => async (tx: Transaction) =>
      compareWithKept(tx, { orgId: 'o1', kept: head, verification: await verifyOrganization(tx, 'o1') })
    expect(await tampered(forget, compare(kept))).toEqual(broken({ kind: 'kept_missing', n: kept.n }))
    const n = await numberOf('refused', 'requested')
    const [first] = await database.db.select().from(events).where(at(n))
    const older = { n, hash: first?.hash ?? '' }
    expect(await tampered(forget, compare(older))).toEqual(broken({ kind: 'kept_differs', n }))
  })

  it('names the first of two', async () => {
    const [early, late] = [await numberOf('stopped', 'answered'), await numberOf('open', 'answered')]
    const said = await tampered(async (tx) => {
      await rewrite(tx, early, { version: 9 })
      await rechain(tx, 'o1')
      await tx.update(events).set({ at: 1 }).where(at(late))
      await tx.update(cancellations).set({ note: 'forged' })
    })
    expect(said).toEqual(broken({ kind: 'contradicting', n: early, subject: idOf('stopped') }))
  })

  // Last, since it adds to the history.
  it('can be checked while others write', async () => {
    const heads = new Set<number>()
    const names = Object.keys(LIVES)
    let isWriting = true
    const writers = [0, 1, 2].map(async (writer) => {
      for (let turn = 0; turn < 20; turn++) {
        await live(LIVES[names[(turn + writer) % names.length] ?? ''] ?? [])
        await setImmediate()
      }
    })
    const writing = Promise.all(writers).finally(() => {
      isWriting = false
    })
    while (isWriting) {
      const said = await verify()
      expect(said).toMatchObject({ ok: true })
      expect(said.head.n).toBeGreaterThanOrEqual(Math.max(0, ...heads))
      heads.add(said.head.n)
    }
    await writing
    expect(heads.size).toBeGreaterThan(1)
    expect(await verify()).toMatchObject({ ok: true, records: names.length + 60 })
  }, 60_000)
})
