import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeDue } from '@/lib/cancellations/follow-ups'
import type { CancellationRecord } from '@/lib/cancellations/record'
import type { OpenDatabase } from '@/lib/db/client'
import { followUps } from '@/lib/db/schema'
import { open } from '@/lib/testing/cancellation-steps'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'

describe.each(DATABASE_KINDS)('work on open cancellations on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  it('is leased to one follower at a time', async () => {
    const record = await open()
    const far = Date.now() + 1000
    const taking = {
      now: far,
      leaseMs: 60_000,
      most: 100,
      first: 'longest_due',
      farthestMs: 600_000,
    } as const
    const [one, two] = await Promise.all([1, 2].map(() => takeDue(taking)))
    const holders = [one, two].filter((due) => due?.some(({ record: { id } }) => id === record.id))
    expect(holders).toHaveLength(1)
    const later = await takeDue({ ...taking, now: far + 60_001 })
    expect(later.find(({ record: { id } }) => id === record.id)?.looks).toBe(2)
  })

  it('gives turns to new ones and to those that wait longest, and notices a clock that was set back', async () => {
    const taking = { leaseMs: 60_000, farthestMs: 600_000, most: 1 } as const
    await database.db.delete(followUps)
    const [old, young, ahead] = [await open(), await open(), await open()]
    const plan = async ({ id }: CancellationRecord, dueAt: number, looks: number): Promise<unknown> =>
      database.db.update(followUps).set({ dueAt, looks }).where(eq(followUps.cancellationId, id))
    await plan(old, 1_000, 50)
    await plan(young, 2_000, 1)
    await plan(ahead, 700_000, 60)
    const take = async (first: 'longest_due' | 'least_looked_at') =>
      (await takeDue({ ...taking, now: 3_000, first })).map(({ record: { id } }) => id)
    expect(await take('least_looked_at')).toEqual([young.id])
    await plan(young, 2_000, 1)
    expect(await take('longest_due')).toEqual([old.id])
    expect(await take('longest_due')).toEqual([young.id])
    expect(await take('longest_due')).toEqual([ahead.id])
    expect(await take('longest_due')).toEqual([])
  })
})
