import 'server-only'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres'
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite'
import pg from 'pg'
import type { Database, OpenDatabase } from '@/lib/db/client'
import { openEmbedded } from '@/lib/db/embedded'
import { countMigrations } from '@/lib/db/migrate'
import * as schema from '@/lib/db/schema'

/** Why a database cannot be read, in a sentence for whoever runs a command. */
export class NotReadable extends Error {}

/**
 * Opens a database as it stands: nothing is migrated, created or written.
 * @throws NotReadable; FolderLocked when another process has the folder open
 */
export async function openForReading(where: { url: string } | { folder: string }): Promise<OpenDatabase> {
  const opened = 'url' in where ? await openServer(where.url) : await openFolder(where.folder)
  try {
    await opened.db.execute(sql`set default_transaction_read_only = on`)
    await checkVersion(opened.db)
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function openServer(connectionString: string): Promise<OpenDatabase> {
  // One connection, so that what is set on it holds for all that is asked.
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, keepAlive: true })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no answer'
    throw new NotReadable(`The PostgreSQL server of DATABASE_URL does not let us in: ${reason}.`)
  }
  return { db: drizzleServer(client, { schema }), kind: 'server', close: () => client.end() }
}

async function openFolder(folder: string): Promise<OpenDatabase> {
  if (!existsSync(join(folder, 'pg', 'PG_VERSION'))) {
    throw new NotReadable(`There is no database in ${folder} (DATA_DIR).`)
  }
  const { client, close } = await openEmbedded(folder)
  return { db: drizzleEmbedded(client, { schema }), kind: 'embedded', close }
}

async function checkVersion(db: Database): Promise<void> {
  const { applied, known } = await countMigrations(db)
  if (applied === 0) throw new NotReadable('This database has no tables of Flowstop.')
  if (applied < known) {
    throw new NotReadable(
      'An older Flowstop wrote this database. Start this one once to bring it up to date.',
    )
  }
  if (applied > known) throw new NotReadable('A newer Flowstop wrote this database. Check it with that one.')
}
