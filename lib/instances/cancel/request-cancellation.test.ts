import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account, FaultKind, NewInstance } from '@/e2e/support/simulator-control'
import type { OpenDatabase } from '@/lib/db/client'
import { cancellations, events } from '@/lib/db/schema'
import { lookAtCancellation } from '@/lib/instances/cancel/look'
import { type CancelWish, requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import type { Viewer } from '@/lib/people/viewer'
import type { CancellationState } from '@/lib/shared/cancellation'
import type { CancelResult } from '@/lib/shared/problems'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
let database: OpenDatabase
let account: Account
let viewer: Viewer

beforeAll(async () => {
  enos = await startSimulatedEnos({ cancelDelayMs: [50, 50] }, { ENOS_TIMEOUT_MS: '1000' })
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})
beforeEach(async () => {
  account = await enos.newAccount()
  viewer = viewerOf(account)
  await enos.control.clearFaults()
})

const seed = async (overrides: Partial<NewInstance> = {}): Promise<string> => {
  const made = await enos.control.seedInstance({
    owners: [account.username],
    flowName: 'meter-reading-import',
    type: 1,
    status: 'RUNNING',
    ...overrides,
  })
  return made.flowInstId
}
const otherOrganization = async (): Promise<Account> => {
  const other = (await enos.control.accounts()).find(({ orgId }) => orgId !== account.orgId)
  if (!other) throw new Error('The simulator has one organization only.')
  return other
}
const wishFor = (flowInstId: string, overrides: Partial<CancelWish> = {}): CancelWish => ({
  flowInstId,
  reason: 'stuck',
  note: '',
  key: randomUUID(),
  ...overrides,
})
const stateOf = (result: CancelResult): CancellationState | string =>
  result.ok ? result.cancellation.state : result.problem.code
const cancelsOf = (flowInstId: string) =>
  enos.control.calls({ operation: 'flowInstances.cancel', flowInstId })
const recordsOf = (flowInstId: string) =>
  database.db.select().from(cancellations).where(eq(cancellations.flowInstId, flowInstId))
const phasesOf = async (flowInstId: string): Promise<string[]> => {
  const [record] = await recordsOf(flowInstId)
  const log = await database.db
    .select()
    .from(events)
    .where(eq(events.subject, record?.id ?? ''))
    .orderBy(asc(events.n))
  return log.map(({ phase }) => phase)
}
const fail = (flowInstId: string, kind: FaultKind, operation = 'flowInstances.cancel') =>
  enos.control.addFault({ operation, match: { flowInstId }, times: 1, kind })

describe('a request to cancel', () => {
  it('is recorded, sent once as the person of the session, accepted, and settled by a read', async () => {
    const id = await seed()
    const result = await requestCancellation(viewer, wishFor(id, { note: 'feed sends zeros' }))
    expect(result).toMatchObject({
      ok: true,
      cancellation: { state: 'accepted', askedByMe: true, note: 'feed sends zeros' },
    })
    expect(await cancelsOf(id)).toMatchObject([{ userId: account.userId, orgId: account.orgId, code: 0 }])
    await vi.waitFor(async () => expect((await enos.control.instance(id)).statusDesc).toBe('CANCEL'), 3000)
    const [record] = await recordsOf(id)
    if (!record) throw new Error('no record')
    expect(await lookAtCancellation(record)).toBe('ended')
    const ended = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    const outcome = { state: 'stopped', statusAfter: 8, instanceEnded: ended, attempts: 1 }
    expect(await recordsOf(id)).toMatchObject([outcome])
    expect(await phasesOf(id)).toEqual(['requested', 'sent', 'answered', 'observed', 'settled'])
  })

  it('says the same of an instance of somebody else and of one that does not exist, and sends nothing', async () => {
    const foreign = await seed({ owners: ['somebody', `${account.username}2`] })
    const elsewhere = await seed({ owners: ['carol'], orgId: (await otherOrganization()).orgId })
    const results = [
      await requestCancellation(viewer, wishFor(foreign)),
      await requestCancellation(viewer, wishFor(elsewhere)),
      await requestCancellation(viewer, wishFor('999999-202611220000')),
    ]
    expect(results.map((result) => JSON.stringify(result))).toEqual(
      Array(3).fill(JSON.stringify({ ok: false, problem: { code: 'not_found' } })),
    )
    expect(await cancelsOf(foreign)).toEqual([])
    expect(await recordsOf(foreign)).toEqual([])
  })

  it.each(['SUCCESS', 'CANCEL', 'TIMEOUT', 'SKIP', 'INTERNAL_ERROR', 'FAIL'])(
    'has nothing to stop at %s',
    async (status) => {
      const id = await seed({ status, endTime: Date.now() })
      expect(stateOf(await requestCancellation(viewer, wishFor(id)))).toBe('already_final')
      expect(await recordsOf(id)).toEqual([])
    },
  )

  it.each(['INIT', 'WAIT', 'READY', 'SUSPEND', 'RERUN'])('stops at %s too', async (status) => {
    const id = await seed({ status })
    expect(stateOf(await requestCancellation(viewer, wishFor(id)))).toBe('accepted')
  })

  it('stops a FAIL that still has tasks to run', async () => {
    const tasks = [
      { name: 'a', status: 'FAIL' },
      { name: 'b', status: 'RUNNING' },
    ]
    const id = await seed({ status: 'FAIL', endTime: null, tasks })
    expect(stateOf(await requestCancellation(viewer, wishFor(id)))).toBe('accepted')
  })

  it('sends one POST for a double click and one for two owners', async () => {
    const bob = await enos.newAccount()
    const id = await seed({ owners: [account.username, bob.username] })
    const wish = wishFor(id)
    const results = await Promise.all([
      requestCancellation(viewer, wish),
      requestCancellation(viewer, wish),
      requestCancellation(viewerOf(bob), wishFor(id)),
    ])
    expect(await cancelsOf(id)).toHaveLength(1)
    expect(await recordsOf(id)).toHaveLength(1)
    expect(results.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1)
  })

  it('answers a repeated key with the record, also after the instance has ended', async () => {
    const id = await seed()
    const wish = wishFor(id)
    const first = await requestCancellation(viewer, wish)
    await enos.control.changeInstance(id, { status: 'CANCEL' })
    const again = await requestCancellation(viewer, wish)
    expect(again).toMatchObject({ ok: true, cancellation: { id: first.ok && first.cancellation.id } })
    expect(await cancelsOf(id)).toHaveLength(1)
    expect(stateOf(await requestCancellation(viewer, wishFor(await seed(), { key: wish.key })))).toBe(
      'key_reused',
    )
  })

  it.each<[string, FaultKind, CancellationState]>([
    ['62103', { type: 'code', code: 62103, msg: 'User has no privilege.' }, 'refused'],
    ['62105', { type: 'code', code: 62105, msg: 'Your account has been locked' }, 'refused'],
    [
      'HTTP 403',
      { type: 'http', status: 403, body: { message: 'Your IP address is not allowed' } },
      'refused',
    ],
    ['HTTP 429', { type: 'http', status: 429, body: { message: 'API rate limit exceeded' } }, 'refused'],
    [
      '62109 that did not act',
      { type: 'code', code: 62109, msg: 'Internal server exception' },
      'unconfirmed',
    ],
    [
      '62109 that acted',
      { type: 'code', code: 62109, msg: 'Internal server exception', acted: true },
      'unconfirmed',
    ],
    ['HTTP 503', { type: 'http', status: 503, body: { message: 'Service unavailable' } }, 'unconfirmed'],
    ['an HTML page', { type: 'html', status: 500 }, 'unconfirmed'],
    ['a truncated body', { type: 'garble' }, 'unconfirmed'],
    ['a cut before', { type: 'cut', when: 'before' }, 'unconfirmed'],
    ['a cut after', { type: 'cut', when: 'after' }, 'unconfirmed'],
    ['a late answer', { type: 'delay', ms: 1500, when: 'after' }, 'unconfirmed'],
  ])('answered by %s is sent once and ends as it should', async (_, kind, expected) => {
    const id = await seed({ cancelDelayMs: 60_000 })
    await fail(id, kind)
    expect(stateOf(await requestCancellation(viewer, wishFor(id)))).toBe(expected)
    expect(await cancelsOf(id)).toHaveLength(1)
  })

  it('is sent again only after the token was refused, and both sends are on the record', async () => {
    const id = await seed()
    await fail(id, { type: 'code', code: 1203, msg: 'access token expired' })
    expect(stateOf(await requestCancellation(viewer, wishFor(id)))).toBe('accepted')
    expect(await cancelsOf(id)).toHaveLength(2)
    expect(await phasesOf(id)).toEqual(['requested', 'sent', 'resent', 'answered'])
  })

  it('opens no record where EnOS cannot be read first', async () => {
    const id = await seed()
    for (let n = 0; n < 2; n++) await fail(id, { type: 'http', status: 503 }, 'flowInstances.get')
    expect(stateOf(await requestCancellation(viewer, wishFor(id)))).toBe('enos_error')
    expect(await recordsOf(id)).toEqual([])
    expect(await cancelsOf(id)).toEqual([])
  })

  it('has met no protocol error on the way', async () => {
    const errors = await enos.control.protocolErrors()
    // A second cancel of one instance is what the expired token above makes on purpose.
    expect(errors.filter(({ kind }) => !kind.includes('cancel'))).toEqual([])
  })
})
