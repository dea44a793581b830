import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { claimToldEndings } from '@/lib/cancellations/endings'
import { readHistory } from '@/lib/cancellations/history'
import { readOpenCancellations } from '@/lib/cancellations/open'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

const alice = viewerOf()
const bob = viewerOf({ userId: 'u2', username: 'bob' })
const lead = viewerOf({ userId: 'u3', username: 'lin', role: 'lead' } as never)
const stranger = viewerOf({ userId: 'u4', orgId: 'o2', username: 'alice' })

describe.each(DATABASE_KINDS)('what a person reads, on the %s database', (kind) => {
  let database: OpenDatabase
  let shared: string
  let ended: string
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
    const ask = async (viewer: typeof alice, overrides: object): Promise<CancellationRecord> => {
      const opened = await openCancellation(viewer, wishOf(overrides))
      if (opened.kind !== 'opened') throw new Error(opened.kind)
      return opened.record
    }
    const at = Date.now()
    shared = (await ask(alice, { owners: ['alice', 'bob'], at: at - 10 })).id
    const closing = await ask(alice, { at: at - 20 })
    ended = closing.id
    await appendEvent(closing, {
      step: { type: 'never_sent', attempt: 1, why: 'restart' },
      actor: { kind: 'system', part: 'follower' },
      at,
    })
    await ask(bob, { owners: ['bob'], at: at - 30 })
    for (let n = 0; n < 60; n++) await ask(bob, { owners: ['bobby'], at: at - 1000 - n })
  })
  afterAll(() => database.close())

  it('shows an engineer what they asked for and what they owned when it was asked', async () => {
    const own = await readHistory(alice, {})
    expect(own).toMatchObject({ scope: 'mine', next: null })
    expect(own.rows.map(({ id }) => id)).toEqual([shared, ended])
    expect((await readHistory(bob, {})).rows[0]).toMatchObject({
      id: shared,
      askedBy: 'alice',
      askedByMe: false,
    })
  })

  it('shows a lead the whole organization, page by page, each once, newest first', async () => {
    const first = await readHistory(lead, {})
    expect(first.scope).toBe('organization')
    expect(first.rows).toHaveLength(50)
    const second = await readHistory(lead, { before: first.next ?? undefined })
    expect(second.next).toBeNull()
    const all = [...first.rows, ...second.rows]
    expect(new Set(all.map(({ id }) => id)).size).toBe(63)
    const times = all.map(({ requestedAt }) => requestedAt)
    expect(times).toEqual([...times].sort((a, b) => b - a))
  })

  it('shows nothing to someone of another organization who has the same username', async () => {
    expect((await readHistory(stranger, {})).rows).toEqual([])
    expect(await readOpenCancellations(stranger)).toMatchObject({ open: [], untold: [] })
    expect(await claimToldEndings(stranger, [ended])).toEqual([])
  })

  it('takes a cursor it did not make for the first page', async () => {
    for (const before of ['', 'x', "1' or 1=1 --", `9${'9'.repeat(40)}.x`]) {
      expect((await readHistory(alice, { before })).rows).toHaveLength(2)
    }
  })

  it('tells an ending once, and only to who asked for it', async () => {
    const before = await readOpenCancellations(alice)
    expect(before.open.map(({ id }) => id)).toEqual([shared])
    expect(before.untold.map(({ id }) => id)).toEqual([ended])
    expect((await readOpenCancellations(bob)).untold).toEqual([])
    expect(await claimToldEndings(bob, [ended])).toEqual([])
    const claims = await Promise.all([claimToldEndings(alice, [ended]), claimToldEndings(alice, [ended])])
    expect(claims.flat()).toEqual([ended])
    expect((await readOpenCancellations(alice)).untold).toEqual([])
  })
})
