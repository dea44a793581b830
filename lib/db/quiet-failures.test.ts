import { inspect } from 'node:util'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '@/lib/db/client'
import { sessions } from '@/lib/db/schema'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'

describe.each(DATABASE_KINDS)('a failed statement on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  const secret = 'a-session-id-that-nobody-may-read'
  const session = { sidHash: secret, userId: 'u', orgId: 'o', enosSession: secret, startedAt: 1, endsAt: 2 }

  it.each<[string, () => Promise<unknown>]>([
    [
      'of the query builder',
      async () => database.db.insert(sessions).values({ ...session, userId: null as never }),
    ],
    ['in raw SQL', async () => database.db.execute(sql`select * from nowhere where sid = ${secret}`)],
    [
      'in a transaction',
      () => database.db.transaction((tx) => tx.execute(sql`select ${secret}::integer + 1 from nowhere`)),
    ],
  ])('%s says what is wrong and repeats no parameter', async (_, run) => {
    const error = await run().then(
      () => null,
      (failure: unknown) => failure,
    )
    expect(error).toBeInstanceOf(Error)
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret)
    expect((error as Error).message).not.toBe('')
  })
})
