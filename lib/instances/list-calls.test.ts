import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '@/e2e/support/simulator-control'
import type { OpenDatabase } from '@/lib/db/client'
import { getLedger } from '@/lib/gateway/configured'
import { requestCancellation } from '@/lib/instances/cancel/request-cancellation'
import { listInstances } from '@/lib/instances/list'
import { readDetail } from '@/lib/instances/read-detail'
import { learnZones } from '@/lib/instances/zones'
import { useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { type SimulatedEnos, startSimulatedEnos } from '@/lib/testing/simulated-enos'

let enos: SimulatedEnos
let database: OpenDatabase

beforeAll(async () => {
  // Page base and sort fields are known, so that nothing is asked but what is counted here.
  enos = await startSimulatedEnos(
    { cancelDelayMs: [50, 50] },
    { ENOS_PAGE_BASE: '1', ENOS_SORT_FIELDS: 'camel' },
  )
  database = await useFreshDatabase('embedded')
})
afterAll(async () => {
  await database.close()
  await enos.close()
})

const SEARCHES = 3
const searchesOf = async ({ userId }: Account) =>
  (await enos.control.calls({ operation: 'flowInstances.search', userId })).length
const readsOf = async (flowInstId: string) =>
  (await enos.control.calls({ operation: 'flowInstances.get', flowInstId })).length
const seed = async ({ username }: Account) =>
  (await enos.control.seedInstance({ owners: [username], type: 1, status: 'RUNNING' })).flowInstId

describe('what lists and cancels cost EnOS', () => {
  it('one list for all tabs of a person that ask together; another for somebody else', async () => {
    const [account, other] = [await enos.newAccount(), await enos.newAccount()]
    const flowInstId = await seed(account)
    const lists = await Promise.all(Array.from({ length: 8 }, () => listInstances(viewerOf(account))))
    for (const list of lists) {
      expect(list.ok && list.value.rows.map((row) => row.flowInstId)).toEqual([flowInstId])
    }
    expect(await searchesOf(account)).toBe(SEARCHES)
    const theirs = await listInstances(viewerOf(other))
    expect(theirs.ok && theirs.value.rows).toEqual([])
    expect(await searchesOf(other)).toBe(SEARCHES)
  })

  it('what pages come back for is counted once: as due, not with what everybody else asks', async () => {
    const account = await enos.newAccount()
    const flowInstId = await seed(account)
    await learnZones([])
    const before = getLedger().rates()
    await listInstances(viewerOf(account))
    const detail = await readDetail(viewerOf(account), flowInstId, 'en')
    expect(detail).toMatchObject({ ok: true })
    const after = getLedger().rates()
    expect(after.pages - before.pages).toBeCloseTo((SEARCHES + 1) / 60, 6)
    // The workflow, of which no page says when it comes back for it.
    expect(after.others - before.others).toBeCloseTo(1 / 60, 6)
  })

  it('a list that began before one’s own cancel is not what is shown after it', async () => {
    const account = await enos.newAccount()
    const viewer = viewerOf(account)
    const flowInstId = await seed(account)
    const kind = { type: 'hold', when: 'after' } as const
    const match = { userId: account.userId }
    await enos.control.addFault({ operation: 'flowInstances.search', match, times: SEARCHES, kind })
    const before = listInstances(viewer)
    await expect.poll(() => enos.control.held(), { timeout: 5_000 }).toHaveLength(SEARCHES)
    const wish = { flowInstId, reason: 'stuck', note: '', key: randomUUID() } as const
    expect(await requestCancellation(viewer, wish)).toMatchObject({ ok: true })
    const after = await listInstances(viewer)
    const row = after.ok ? after.value.rows.find((one) => one.flowInstId === flowInstId) : undefined
    expect(row?.cancellation).toMatchObject({ askedByMe: true })
    expect(await searchesOf(account)).toBe(2 * SEARCHES)
    await enos.control.releaseHeld()
    expect((await before).ok).toBe(true)
  })

  it('every cancel looks for itself: a read is never shared with it', async () => {
    const account = await enos.newAccount()
    const flowInstId = await seed(account)
    const wishes = Array.from({ length: 3 }, () => ({
      flowInstId,
      reason: 'stuck' as const,
      note: '',
      key: randomUUID(),
    }))
    await Promise.all(wishes.map((wish) => requestCancellation(viewerOf(account), wish)))
    expect(await readsOf(flowInstId)).toBe(3)
    expect(await enos.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
  })
})
