import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenDatabase } from '@/lib/db/client'
import { gatewayMinutes } from '@/lib/db/schema'
import { getLedger } from '@/lib/gateway/configured'
import { readGatewayCalls } from '@/lib/ledger/read'
import { summarize } from '@/lib/ledger/summary'
import { thisServer, writeQuietly } from '@/lib/ledger/write'
import { log } from '@/lib/log'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const lead = viewerOf({ role: 'lead' })
const thisMinute = () => Date.now() - (Date.now() % MINUTE)

const row = (changes: Partial<typeof gatewayMinutes.$inferInsert> = {}) => ({
  minute: thisMinute(),
  server: 'another',
  operation: 'flowInstances.search',
  calls: 4,
  failed: 1,
  limited: 2,
  latency: [4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ...changes,
})

/** Calls of this process now, of an operation that no other test uses. */
function call(operation: string, times: number): void {
  for (let n = 0; n < times; n++) {
    getLedger().note({ operation, http: 200, code: 0, ms: 3, attempt: 1, priority: 'person' })
  }
}

describe.each(DATABASE_KINDS)('the ledger in the database (%s)', (kind) => {
  let database: OpenDatabase

  beforeAll(async () => {
    Object.assign(process.env, {
      ENOS_API_URL: 'http://127.0.0.1:1',
      ENOS_ACCESS_KEY: 'unit-test-key',
      ENOS_SECRET_KEY: 'unit-test-secret',
      AUTH_SECRET: 'a-secret-only-for-the-unit-tests-of-flowstop',
      AUTH_URL: 'http://127.0.0.1:3000',
    })
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await database.db.delete(gatewayMinutes)
  })

  const rows = () => database.db.select().from(gatewayMinutes)
  const own = async (operation: string) =>
    (await rows()).filter((one) => one.server === thisServer() && one.operation === operation)

  it('holds whole counts, however often it is written', async () => {
    const operation = `${kind}.often`
    call(operation, 3)
    await writeQuietly()
    await writeQuietly()
    call(operation, 2)
    await Promise.all([writeQuietly(), writeQuietly()])
    const counted = (await own(operation)).reduce((sum, { calls }) => sum + calls, 0)
    expect(counted).toBe(5)
    const latency = (await own(operation)).reduce((sum, one) => sum + (one.latency[0] ?? 0), 0)
    expect(latency).toBe(5)
  })

  it('forgets what is older than seven days, and nothing else', async () => {
    const old = thisMinute() - 7 * DAY - MINUTE
    const young = old + 3 * MINUTE
    await database.db
      .insert(gatewayMinutes)
      .values([
        row({ minute: old }),
        row({ minute: old - 30 * MINUTE }),
        row({ minute: old - 5 * DAY }),
        row({ minute: young }),
      ])
    for (let turn = 0; turn < 2; turn++) {
      call(`${kind}.forgets`, 1)
      await writeQuietly()
    }
    const left = (await rows()).filter(({ server }) => server === 'another').map(({ minute }) => minute)
    expect(left).toEqual([young])
  })

  it('loses nothing and disturbs nobody while the database is away, and says so once', async () => {
    const warn = vi.spyOn(log, 'warn')
    const operation = `${kind}.away`
    const insert = vi.spyOn(database.db, 'transaction').mockRejectedValue(new Error('no database'))
    for (let turn = 0; turn < 3; turn++) {
      call(operation, 1)
      await writeQuietly()
    }
    expect(warn).toHaveBeenCalledTimes(1)
    expect(await own(operation)).toEqual([])
    insert.mockRestore()
    await writeQuietly()
    expect((await own(operation)).reduce((sum, { calls }) => sum + calls, 0)).toBe(3)
    warn.mockRestore()
  })

  it('adds what other servers have written to what this one has called', async () => {
    const operation = `${kind}.added`
    await database.db.insert(gatewayMinutes).values([row({ operation }), row({ operation, server: 'third' })])
    call(operation, 2)
    const calls = await readGatewayCalls(lead)
    expect(calls?.operations.find((one) => one.operation === operation)).toMatchObject({
      calls: 10,
      failed: 2,
      limited: 4,
    })
    expect(calls?.servers).toBe(3)
    expect(calls?.ceiling).toBe(3 * 20 * 60)
    // Written meanwhile, it is not counted twice.
    await writeQuietly()
    const again = await readGatewayCalls(lead)
    expect(again?.operations.find((one) => one.operation === operation)?.calls).toBe(10)
  })

  it('is for leads', async () => {
    expect(await readGatewayCalls(viewerOf())).toBeNull()
  })
})

describe('a summary', () => {
  const now = 1_700_000_065_000
  const minute = now - (now % MINUTE)

  it('has 60 minutes, the last one under way, and nothing of before', () => {
    const { minutes, operations, servers, ceiling } = summarize(
      [
        row({ minute, calls: 1 }),
        row({ minute, server: 'third', calls: 2 }),
        row({ minute: minute - 59 * MINUTE, calls: 8 }),
        row({ minute: minute - 60 * MINUTE, calls: 16 }),
        row({ minute: minute - 30 * MINUTE, server: 'gone', operation: 'token.get', calls: 32 }),
      ],
      { now, perServer: 100 },
    )
    expect(minutes).toHaveLength(60)
    expect(minutes.at(-1)).toEqual({ minute, calls: 3, failed: 2, limited: 4 })
    expect(minutes[0]).toEqual({ minute: minute - 59 * MINUTE, calls: 8, failed: 1, limited: 2 })
    expect(operations.map(({ operation, calls }) => [operation, calls])).toEqual([
      ['token.get', 32],
      ['flowInstances.search', 11],
    ])
    expect([servers, ceiling]).toEqual([2, 200])
  })

  it('of nothing is one of a server that has called nobody', () => {
    const { minutes, operations, servers } = summarize([], { now, perServer: 100 })
    expect(minutes.reduce((sum, { calls }) => sum + calls, 0)).toBe(0)
    expect(operations).toEqual([])
    expect(servers).toBe(1)
  })

  it('adds latencies before it reads percentiles from them', () => {
    const fast = row({ latency: [94, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] })
    const slow = row({ server: 'third', latency: [0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0] })
    const [one] = summarize(
      [fast, slow].map((tally) => ({ ...tally, minute })),
      { now, perServer: 1 },
    ).operations
    expect([one?.p50, one?.p95]).toEqual([
      { ms: 5, isOver: false },
      { ms: 1_000, isOver: false },
    ])
  })
})
