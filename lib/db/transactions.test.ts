import { setImmediate as nextRound } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Database, type OpenDatabase, openDatabase, type Transaction } from '@/lib/db/client'
import { isDatabaseFailure } from '@/lib/db/quiet-failures'
import { rowsOf } from '@/lib/db/raw'
import { type DatabaseLine, startDatabaseLine } from '@/lib/testing/database-line'
import { DATABASE_KINDS, shut, urlOf, useFreshDatabase } from '@/lib/testing/databases'

/** More than the connections of a pool. */
const MANY = 15

const failureOf = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) => error,
  )
const expectFailed = async (run: Promise<unknown>) =>
  expect(isDatabaseFailure(await failureOf(run)), 'as a failure of the database').toBe(true)
const pidOf = async (db: Database | Transaction) =>
  rowsOf<{ pid: number }>(await db.execute(sql`select pg_backend_pid() as pid`))[0]?.pid

describe.each(DATABASE_KINDS)('a transaction on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })

  it('is what its work is', async () => {
    const own = new Error('Not today.')
    expect(await failureOf(database.db.transaction(() => Promise.reject(own)))).toBe(own)
    expect(await database.db.transaction(async () => 'done')).toBe('done')
  })

  it('fails as a statement does where its end is refused', async () => {
    const { db } = database
    await db.execute(sql`create table notes (n integer unique deferrable initially deferred)`)
    const twice = db.transaction((tx) => tx.execute(sql`insert into notes values (1), (1)`))
    expect(await failureOf(twice)).toMatchObject({ name: 'DatabaseFailure', code: '23505' })
    expect(await db.$count(sql`notes`)).toBe(0)
  })

  it('fails as a statement does where it cannot begin', async () => {
    await shut(database)
    await expectFailed(database.db.transaction(async () => 'done'))
  })
})

describe.runIf(DATABASE_KINDS.includes('server'))('a transaction over a line that fails', () => {
  let line: DatabaseLine
  let database: OpenDatabase
  let direct: OpenDatabase
  beforeAll(async () => {
    direct = await useFreshDatabase('server')
    line = await startDatabaseLine(await urlOf(direct))
    database = await openDatabase({ url: line.url })
  })
  afterAll(async () => {
    await database.close()
    await line.close()
    await direct.close()
  })

  it.each(['begin', 'commit', 'pg_backend_pid'])('at "%s" gives its connection back', async (at) => {
    const { db } = database
    const cut = line.cutAt(at, MANY)
    for (let n = 0; n < MANY; n++) await expectFailed(db.transaction((tx) => pidOf(tx)))
    await cut
    expect(await db.transaction((tx) => pidOf(tx))).toBeGreaterThan(0)
  })

  it('between two statements ends neither the process nor the others', async () => {
    const { db } = database
    const lost = db.transaction(async (tx) => {
      const pid = await pidOf(tx)
      await direct.db.execute(sql`select pg_terminate_backend(${pid}::int)`)
      const isGone = async (): Promise<void> => {
        const left = await direct.db.execute(sql`select 1 from pg_stat_activity where pid = ${pid}::int`)
        expect(rowsOf(left)).toEqual([])
      }
      await vi.waitFor(isGone, { timeout: 10_000 })
      await nextRound()
      await pidOf(tx)
    })
    await expectFailed(lost)
    expect(await db.transaction((tx) => pidOf(tx))).toBeGreaterThan(0)
  })

  it('keeps the connection of a statement that was refused', async () => {
    const { db } = database
    const pids: (number | undefined)[] = []
    for (let n = 0; n < 2; n++) {
      const refused = db.transaction(async (tx) => {
        pids.push(await pidOf(tx))
        await tx.execute(sql`select 1 / 0`)
      })
      expect(await failureOf(refused)).toMatchObject({ code: '22012' })
    }
    expect(pids).toEqual([pids[0], pids[0]])
  })
})
