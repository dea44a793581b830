import 'server-only'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { PgDialect } from 'drizzle-orm/pg-core'
import type { Database } from '@/lib/db/client'
import { rowsOf } from '@/lib/db/raw'

const LOCK = 4_206_914_213

type Migrator = { dialect: PgDialect; session: Parameters<PgDialect['migrate']>[1] }

/**
 * Applies the committed migrations, one process at a time: drizzle's migrator is not safe when several start at
 * once. `db` must be a single connection, since the advisory lock belongs to a connection.
 */
export async function migrate(db: Database): Promise<void> {
  const { dialect, session } = db as unknown as Migrator
  const migrations = readMigrationFiles(config())
  await db.execute(sql`select pg_advisory_lock(${LOCK})`)
  try {
    await dialect.migrate(migrations, session, config())
  } finally {
    await db.execute(sql`select pg_advisory_unlock(${LOCK})`)
  }
}

/** How many migrations a database has seen, and how many there are. */
export async function countMigrations(db: Database): Promise<{ applied: number; known: number }> {
  const known = readMigrationFiles(config()).length
  const [table] = rowsOf<{ name: string | null }>(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`),
  )
  if (!table?.name) return { applied: 0, known }
  const [row] = rowsOf<{ n: number }>(
    await db.execute(sql`select count(*)::int as n from drizzle.__drizzle_migrations`),
  )
  return { applied: row?.n ?? 0, known }
}

function config(): { migrationsFolder: string } {
  return { migrationsFolder: join(process.cwd(), 'lib/db/migrations') }
}
