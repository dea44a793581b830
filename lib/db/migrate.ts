import 'server-only'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { PgDialect } from 'drizzle-orm/pg-core'
import type { Database } from '@/lib/db/client'

const LOCK = 4_206_914_213

type Migrator = { dialect: PgDialect; session: Parameters<PgDialect['migrate']>[1] }

/**
 * Applies the committed migrations, one process at a time: drizzle's migrator is not safe when several start at
 * once. `db` must be a single connection, since the advisory lock belongs to a connection.
 */
export async function migrate(db: Database): Promise<void> {
  const { dialect, session } = db as unknown as Migrator
  const config = { migrationsFolder: join(process.cwd(), 'lib/db/migrations') }
  const migrations = readMigrationFiles(config)
  await db.execute(sql`select pg_advisory_lock(${LOCK})`)
  try {
    await dialect.migrate(migrations, session, config)
  } finally {
    await db.execute(sql`select pg_advisory_unlock(${LOCK})`)
  }
}
