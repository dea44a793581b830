import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { createDatabase } from '@/e2e/support/database'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import { type OpenDatabase, openDatabase } from '@/lib/db/client'
import { processWide } from '@/lib/shared/process-wide'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'
import { type BenchSide, table, takeTurns } from './samples'

const WARMUP = 100
const COUNTED = 400

/** What numbering and chaining cost an intent: the same statement on a database whose trigger is switched off. */
export async function benchChain(serverUrl: string | null): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'flowstop-chain-'))
  const open = async (name: string): Promise<OpenDatabase> =>
    openDatabase(
      serverUrl === null ? { folder: join(folder, name) } : { url: await createDatabase(serverUrl) },
    )
  const plain = await open('plain')
  const chained = await open('chained')
  try {
    await plain.db.execute(sql`alter table events disable trigger chain_event`)
    await plain.db.execute(sql`create sequence plain_n`)
    await plain.db.execute(sql`alter table events alter column n set default nextval('plain_n')`)
    const sides = [appendOn('without the chain', plain), appendOn('with the chain', chained)]
    await takeTurns(sides, { from: 0, rounds: WARMUP })
    console.log(`\nAn intent appended, after ${WARMUP} uncounted rounds`)
    console.log(table(await takeTurns(sides, { from: WARMUP, rounds: COUNTED })))
  } finally {
    await plain.close()
    await chained.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function appendOn(label: string, database: OpenDatabase): BenchSide {
  const viewer = viewerOf()
  const inUse = processWide('database', () => ({ opening: null as Promise<OpenDatabase> | null }))
  const ready = Promise.resolve(database)
  return {
    label,
    run: async () => {
      inUse.opening = ready
      const { kind } = await openCancellation(viewer, wishOf())
      if (kind !== 'opened') throw new Error(`The intent was ${kind}.`)
    },
  }
}
