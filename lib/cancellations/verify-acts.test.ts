import { eq, getTableColumns, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { findOrganizations, verifyOrganization } from '@/lib/cancellations/verify'
import type { Transaction } from '@/lib/db/client'
import { chainHash } from '@/lib/db/event-log'
import { eventHeads, events, flowActions } from '@/lib/db/schema'
import type { FlowActionRecord } from '@/lib/flow-actions/record'
import { FLOW_ACTION_STATES } from '@/lib/shared/flow-actions'
import { ACT_LIVES, liveAct } from '@/lib/testing/act-histories'
import { DATABASE_KINDS } from '@/lib/testing/databases'
import { LIVES, live } from '@/lib/testing/histories'
import { at, broken, historyOn, rewrite } from '@/lib/testing/history-to-tamper'
import { viewerOf } from '@/lib/testing/people'
import { afterTampering, otherValue, rechain } from '@/lib/testing/tamper'

const columns = Object.entries(getTableColumns(flowActions))

describe.each(DATABASE_KINDS)('acts in a history on the %s database', (kind) => {
  const records: Record<string, FlowActionRecord> = {}
  const { db, eventsOf, idOf, numberOf, tampered, verify } = historyOn(kind, async () => {
    const { id: cancellationId } = await live(LIVES.stopped ?? [])
    for (const [name, steps] of Object.entries(ACT_LIVES))
      records[name] = await liveAct(steps, { cancellationId })
    await liveAct([], { kind: 'pause_schedule', triggerAt: null, knownBefore: [] })
    await liveAct(ACT_LIVES.done ?? [], {}, viewerOf({ orgId: 'o2', userId: 'u7', username: 'dave' }))
    return records
  })

  it('are in the chain of their organization, and follow from it', async () => {
    const said = await verify()
    expect(said).toMatchObject({ ok: true, records: Object.keys(ACT_LIVES).length + 2 })
    const states = new Set(Object.values(records).map(({ state }) => state))
    expect(FLOW_ACTION_STATES.filter((state) => !states.has(state))).toEqual(['requested', 'unconfirmed'])
    expect(records.answeredAfterAll).toMatchObject({ state: 'done', newFlowInstId: '2438-20261122060430' })
  })

  it('fill every column, so that each is compared', () => {
    const names = columns.map(([name]) => name as keyof FlowActionRecord)
    const empty = names.filter((name) => Object.values(records).every((record) => record[name] === null))
    expect(empty).toEqual([])
  })

  it('make an organization known whose chain was taken away', async () => {
    const forget = async (tx: Transaction) => {
      await tx.delete(events).where(eq(events.orgId, 'o2'))
      await tx.delete(eventHeads).where(eq(eventHeads.orgId, 'o2'))
    }
    const found = await afterTampering(db(), forget, (tx) => findOrganizations(tx))
    expect(found).toEqual(['o1', 'o2'])
    const said = await tampered(forget, (tx) => verifyOrganization(tx, 'o2'))
    expect(said).toMatchObject({ ok: false, place: { kind: 'record_inserted', of: 'act' } })
  })

  it.each(columns.map(([name, column]) => [name, column] as const))(
    'are named with the column that was changed: %s',
    async (name, column) => {
      const n = await numberOf('done', 'requested')
      const subject = idOf('done')
      const change = sql`update flow_actions set ${sql.identifier(column.name)} = ${otherValue(column)} where id = ${subject}`
      const isGone = name === 'id' || name === 'orgId'
      const place = isGone
        ? ({ kind: 'record_missing', n, subject, of: 'act' } as const)
        : ({ kind: 'record_changed', n, subject, column: name, of: 'act' } as const)
      expect(await tampered((tx) => tx.execute(change))).toEqual(broken(place))
    },
  )

  it('are named where one was removed, or put in from outside', async () => {
    const subject = idOf('refused')
    const n = await numberOf('refused', 'requested')
    const removed = await tampered((tx) => tx.delete(flowActions).where(eq(flowActions.id, subject)))
    expect(removed).toEqual(broken({ kind: 'record_missing', n, subject, of: 'act' }))
    const forged = { ...(records.refused as FlowActionRecord), id: 'forged', idempotencyKey: 'forged' }
    const inserted = await tampered((tx) => tx.insert(flowActions).values(forged))
    expect(inserted).toEqual(broken({ kind: 'record_inserted', subject: 'forged', of: 'act' }))
  })

  it.each<[string, string, string, object]>([
    ['another outcome', 'done', 'settled', { outcome: 'refused' }],
    ['another run', 'done', 'settled', { newFlowInstId: '1-202611220000' }],
    ['a step beside the end', 'done', 'settled', { step: { type: 'resent' } }],
    ['a step that cannot follow', 'done', 'answered', { step: { type: 'sent' } }],
    ['a step that does not exist', 'done', 'answered', { step: { type: 'forged' } }],
    ['a version that was left out', 'done', 'answered', { version: 9 }],
    ['an intent with an answer', 'open', 'requested', { answeredAt: 1 }],
    ['an intent of somebody else', 'open', 'requested', { userId: 'u2' }],
    ['an intent of another kind', 'open', 'requested', { kind: 'pause_schedule' }],
    ['an end of something that goes on', 'notDone', 'observed', { step: { type: 'seen', isDone: true } }],
  ])('are found to contradict themselves, though the chain was computed anew: %s', async (...row) => {
    const [, name, phase, facts] = row
    const n = await numberOf(name, phase)
    const said = await tampered(async (tx) => {
      await rewrite(tx, n, facts)
      await rechain(tx, 'o1')
    })
    const contradicts = name === 'notDone' ? n + 1 : n
    expect(said).toEqual(broken({ kind: 'contradicting', n: contradicts, subject: idOf(name), of: 'act' }))
  })

  it.each(Object.keys(ACT_LIVES))('are found where any of their events was removed: %s', async (name) => {
    for (const { n, phase } of await eventsOf(idOf(name))) {
      const said = await tampered(async (tx) => {
        await tx.delete(events).where(at(n))
        await rechain(tx, 'o1')
      })
      expect([phase, said.ok]).toEqual([phase, false])
    }
  })

  it('are found where an event was rewritten, and where its hash was, too', async () => {
    const n = await numberOf('done', 'answered')
    const forge = (tx: Transaction) => rewrite(tx, n, { forged: true })
    expect(await tampered(forge)).toEqual(broken({ kind: 'changed', n, column: 'hash' }))
    const rehash = async (tx: Transaction) => {
      await forge(tx)
      const [event] = await tx.select().from(events).where(at(n))
      const hash = chainHash(event?.previousHash ?? '', n, event?.body ?? '')
      await tx.update(events).set({ hash }).where(at(n))
    }
    expect(await tampered(rehash)).toEqual(broken({ kind: 'unlinked', n: n + 1 }))
  })

  it('are found where what one event tells is told of another act', async () => {
    const n = await numberOf('foundDone', 'observed')
    const said = await tampered(async (tx) => {
      await tx.update(events).set({ action: 'pause_schedule' }).where(at(n))
      await tx
        .update(events)
        .set({ body: sql`replace(body, '"run_again"', '"pause_schedule"')` })
        .where(at(n))
      await rechain(tx, 'o1')
    })
    expect(said).toEqual(broken({ kind: 'contradicting', n, subject: idOf('foundDone'), of: 'act' }))
  })
})
