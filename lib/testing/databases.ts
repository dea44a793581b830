import { randomUUID } from 'node:crypto'
import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { type OpenDatabase, openDatabase } from '@/lib/db/client'
import { rowsOf } from '@/lib/db/raw'
import { processWide } from '@/lib/shared/process-wide'

export type DatabaseKind = 'embedded' | 'server'

const serverUrl = process.env.TEST_DATABASE_URL

/** The kinds of database that tests run on here: embedded always, a real PostgreSQL where `npm test` found one. */
export const DATABASE_KINDS: DatabaseKind[] = serverUrl ? ['embedded', 'server'] : ['embedded']

/** A fresh, migrated database that the code under test uses as its own. Returns how to drop it. */
export async function useFreshDatabase(kind: DatabaseKind): Promise<OpenDatabase> {
  const database = kind === 'embedded' ? await openDatabase({ memory: true }) : await createOnServer()
  useDatabase(database)
  return database
}

/** Makes the code under test use this one from now on. */
export function useDatabase(database: OpenDatabase): void {
  processWide('database', () => ({ opening: null as Promise<OpenDatabase> | null })).opening =
    Promise.resolve(database)
}

/** Takes the database away from the code under test; one in memory outlives its `close`. */
export async function shut(database: OpenDatabase): Promise<void> {
  await database.close()
  const { $client } = database.db as unknown as { $client: PGlite | pg.Pool }
  if ('closed' in $client) await $client.close()
}

/** Where a database on the server is, for another connection to it. */
export async function urlOf({ db }: OpenDatabase): Promise<string> {
  const [row] = rowsOf<{ name: string }>(await db.execute(sql`select current_database() as name`))
  const url = new URL(serverUrl ?? '')
  url.pathname = `/${row?.name}`
  return url.href
}

async function createOnServer(): Promise<OpenDatabase> {
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is not set.')
  const name = `flowstop_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href })
  return {
    ...database,
    close: async () => {
      await database.close()
      await onServer(serverUrl, `drop database ${name}`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
