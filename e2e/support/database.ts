import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** Makes an empty database on a PostgreSQL server and returns its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `e2e_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
