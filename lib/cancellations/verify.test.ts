import { setImmediate } from 'node:timers/promises'
import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { compareWithKept, findOrganizations, verifyOrganization } from '@/lib/cancellations/verify'
import type { Transaction } from '@/lib/db/client'
import { chainHash } from '@/lib/db/event-log'
import { cancellations, eventHeads, events } from '@/lib/db/schema'
import type { Verification } from '@/lib/shared/verification'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { LIVES, live } from '@/lib/testing/histories'
import { at, broken, historyOn, rewrite } from '@/lib/testing/history-to-tamper'
import { rechain } from '@/lib/testing/tamper'

const columns = Object.entries(getTableColumns(cancellations))

describe.each(DATABASE_KINDS)('a history on the %s database', (kind) => {
  const { db, idOf, numberOf, tampered, verify } = historyOn(kind)

  it('is consistent with itself, and with any head that was kept', async () => {
    const { head, ...rest } = await verify()
    const all = await db().select().from(events).where(eq(events.orgId, 'o1')).orderBy(asc(events.n))
    expect(head).toEqual({ n: all.length, hash: all.at(-1)?.hash })
    const count = Object.keys(LIVES).length
    expect(rest).toEqual({ ok: true, against: 'itself', events: all.length, records: count })
    for (const { n, hash } of all) {
      const verification = { ...rest, head } as Verification
      const kept = await compareWithKept(db(), { orgId: 'o1', kept: { n, hash }, verification })
      expect(kept).toEqual({ ...verification, against: 'kept' })
    }
  })

  it('fills every column, so that each is compared', async () => {
    const rows = await db().select().from(cancellations)
    const empty = columns
      .map(([name]) => name)
      .filter((name) => rows.every((row) => row[name as never] === null))
    expect(empty).toEqual([])
  })

  it('knows every organization, also one whose chain was taken away', async () => {
    expect(await findOrganizations(db())).toEqual(['o1', 'o2'])
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
      await expect(db().execute(sql.raw(statement))).rejects.toThrow('events are append-only')
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
    const [first] = await db().select().from(events).where(at(n))
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
