import 'server-only'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite'
import pg from 'pg'
import { openEmbedded } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { quietFailures } from '@/lib/db/quiet-failures'
import * as schema from '@/lib/db/schema'
import { transactionsOn, withQuietEnds } from '@/lib/db/transactions'
import { readEnv } from '@/lib/env'
import { log } from '@/lib/log'
import { processWide } from '@/lib/shared/process-wide'

quietFailures()

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>
/** Inside a transaction: the outer database must not be used there, on PGlite it would wait for ever. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

export type OpenDatabase = { db: Database; kind: 'embedded' | 'server'; close: () => Promise<void> }

type Where = { url: string } | { folder: string } | { memory: true }

/** Opens a database and brings it up to date. @throws FolderLocked, or what the driver says */
export async function openDatabase(where: Where): Promise<OpenDatabase> {
  if ('url' in where) return openServer(where.url)
  const embedded =
    'folder' in where
      ? await openEmbedded(where.folder)
      : { client: await PGlite.create(), close: async () => undefined }
  const db: Database = drizzleEmbedded(embedded.client, { schema })
  db.transaction = withQuietEnds(db.transaction.bind(db))
  await migrate(db)
  return { db, kind: 'embedded', close: embedded.close }
}

// A database that hangs must fail a cancel before it is sent, and must not hold a page for long.
const limits = {
  connectionTimeoutMillis: 3_000,
  statement_timeout: 4_000,
  lock_timeout: 3_000,
  query_timeout: 4_500,
  // Less than the wait for a lock: who waits for one that a stalled server holds gets it.
  idle_in_transaction_session_timeout: 2_500,
  keepAlive: true,
}

async function openServer(url: string): Promise<OpenDatabase> {
  await migrateServer(url)
  const pool = new pg.Pool({ connectionString: url, max: 10, ...limits })
  pool.on('error', (error) => log.warn({ event: 'database.connection_lost', reason: error.message }))
  const db: Database = drizzleServer(pool, { schema })
  db.transaction = withQuietEnds(transactionsOn(pool))
  return { db, kind: 'server', close: () => pool.end() }
}

/** On a connection of its own: migrations may take long, and wait for those of another server. */
async function migrateServer(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: limits.connectionTimeoutMillis,
  })
  await client.connect()
  try {
    await migrate(drizzleServer(client, { schema }))
  } finally {
    await client.end()
  }
}

const shared = processWide('database', () => ({ opening: null as Promise<OpenDatabase> | null }))

/** The database of this process, opened on first use; a failed opening is tried again by the next caller. */
export function getDatabase(): Promise<OpenDatabase> {
  shared.opening ??= openConfigured().catch((error: unknown) => {
    shared.opening = null
    throw error
  })
  return shared.opening
}

export async function getDb(): Promise<Database> {
  return (await getDatabase()).db
}

function openConfigured(): Promise<OpenDatabase> {
  const env = readEnv()
  return openDatabase(env.DATABASE_URL ? { url: env.DATABASE_URL } : { folder: env.DATA_DIR })
}
