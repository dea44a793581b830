import { parentPort } from 'node:worker_threads'
import { drizzle } from 'drizzle-orm/pglite'
import { openEmbedded } from '@/lib/db/embedded'
import * as schema from '@/lib/db/schema'
import { type DatabaseAccount, readAll } from './database-account'

// A message names the folder of an embedded database; the answer is what it holds.
parentPort?.on('message', async (folder: string) => parentPort?.postMessage(await read(folder)))

async function read(folder: string): Promise<DatabaseAccount> {
  const { client, close } = await openEmbedded(folder)
  try {
    const query = async <T>(text: string) => (await client.query<T>(text)).rows
    return await readAll(drizzle(client, { schema }), query)
  } finally {
    await close()
  }
}
