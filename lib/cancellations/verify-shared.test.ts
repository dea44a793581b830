import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerVerify } from '@/lib/cancellations/answer-verify'
import { verifyOrganization } from '@/lib/cancellations/verify'
import { verifyFor, verifyShared } from '@/lib/cancellations/verify-shared'
import type { OpenDatabase } from '@/lib/db/client'
import { type OrganizationVerification, writeHead } from '@/lib/shared/verification'
import { useFreshDatabase } from '@/lib/testing/databases'
import { LIVES, live } from '@/lib/testing/histories'
import { viewerOf } from '@/lib/testing/people'

const lin = viewerOf({ role: 'lead' })

let database: OpenDatabase
beforeAll(async () => {
  database = await useFreshDatabase('embedded')
  for (const steps of Object.values(LIVES)) await live(steps)
  await live(LIVES.stopped ?? [], viewerOf({ orgId: 'o2', userId: 'u7' }))
})
afterAll(() => database.close())
beforeEach(() => vi.restoreAllMocks())

/** Every page of records is one transaction, and so are the roles. */
async function transactionsOf(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(database.db, 'transaction')
  await work()
  return spy.mock.calls.length
}

describe('a check of the history', () => {
  it('is shared by all who ask meanwhile, and made anew for who asks later', async () => {
    const one = await transactionsOf(() => verifyShared('o1', null))
    vi.restoreAllMocks()
    const many = await transactionsOf(() => Promise.all([1, 2, 3, 4].map(() => verifyShared('o1', null))))
    expect(many).toBe(one)
    await live(LIVES.open ?? [])
    const [before, after] = [await verifyShared('o1', null), await verifyShared('o1', null)]
    expect(after).toEqual(before)
    expect(after.ok).toBe(true)
  })

  it('judges a head that is newer than the check it joined', async () => {
    const running = verifyShared('o1', null)
    await live(LIVES.open ?? [])
    const { head } = await verifyOrganization(database.db, 'o1')
    expect(await verifyShared('o1', head)).toMatchObject({ ok: true, against: 'kept' })
    expect(await running).toMatchObject({ ok: true })
  })

  it('is for leads, of their own organization, and for nobody else', async () => {
    expect(verifyFor(viewerOf(), null)).toBe('not_allowed')
    expect(verifyFor(viewerOf(), 'nonsense')).toBe('not_allowed')
    expect(verifyFor(lin, 'nonsense')).toBe('bad_head')
    const check = verifyFor(lin, null)
    if (typeof check === 'string') throw new Error(check)
    expect(check.progress().share).toBe(0)
    const { head } = await check.result
    const foreign = verifyFor(viewerOf({ orgId: 'o2', role: 'lead' } as never), writeHead(head))
    if (typeof foreign === 'string') throw new Error(foreign)
    expect(await foreign.result).toMatchObject({ ok: false, place: { kind: 'kept_missing', n: head.n } })
  })

  it('is answered at the lock, for one organization or all', async () => {
    const ask = async (orgId: string | null) =>
      JSON.parse(
        await answerVerify(JSON.stringify({ verify: { orgId, kept: null } })),
      ) as OrganizationVerification[]
    expect((await ask(null)).map(({ orgId, ok }) => [orgId, ok])).toEqual([
      ['o1', true],
      ['o2', true],
    ])
    expect(await ask('o2')).toMatchObject([{ orgId: 'o2', records: 1 }])
    expect(await ask('nobody')).toEqual([])
    await expect(answerVerify('nonsense')).rejects.toThrow()
  })
})
