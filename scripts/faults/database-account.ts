import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { findOrganizations, verifyOrganization } from '@/lib/cancellations/verify'
import type { Database } from '@/lib/db/client'
import * as schema from '@/lib/db/schema'
import type { FlowActionKind, FlowActionState } from '@/lib/shared/flow-actions'

/** A row of `cancellations`, as the database holds it; numbers are numbers, whatever the driver makes of them. */
export type StoredRecord = {
  id: string
  flow_inst_id: string
  idempotency_key: string
  state: string
  version: number
  attempts: number
  requested_at: number
  closed_at: number | null
  status_after: number | null
  later_status: number | null
  answer_code: number | null
  answer_http: number | null
}

/** A row of `flow_actions`. */
export type StoredAct = {
  id: string
  kind: FlowActionKind
  flow_id: string
  state: FlowActionState
  requested_at: number
  closed_at: number | null
  answer_code: number | null
  answer_http: number | null
  new_flow_inst_id: string | null
}

export type StoredEvent = {
  org_id: string
  n: number
  phase: string
  subject: string
  body: string
  previous_hash: string
  hash: string
}

type Head = { org_id: string; n: number; hash: string }

export type DatabaseAccount = {
  records: StoredRecord[]
  acts: StoredAct[]
  events: StoredEvent[]
  heads: Head[]
  broken: string[]
}

export type Query = <T>(text: string) => Promise<T[]>

/**
 * What a database says at this moment, read from outside. `place`: the URL of a PostgreSQL database, or a folder of the
 * embedded one, which no app may have open: it is copied at once, and the copy can be read while an app starts on the
 * original. Recovering from a kill is thus left to the app.
 */
export async function photograph(place: string): Promise<() => Promise<DatabaseAccount>> {
  if (/^postgres/.test(place)) {
    const account = await readServer(place)
    return async () => account
  }
  const copy = await mkdtemp(join(tmpdir(), 'flowstop-copy-'))
  await cp(join(place, 'pg'), join(copy, 'pg'), { recursive: true })
  return () => readFolder(copy).finally(() => rm(copy, { recursive: true, force: true }))
}

/** What waiting would do: the leases that a killed server held have run out. */
export async function endLeases(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const table of ['follow_ups', 'action_follow_ups'])
      await client.query(`update ${table} set due_at = least(due_at, $1)`, [Date.now()])
  } finally {
    await client.end()
  }
}

async function readServer(url: string): Promise<DatabaseAccount> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await readAll(drizzleServer(client, { schema }), async (text) => (await client.query(text)).rows)
  } finally {
    await client.end()
  }
}

let reader: Worker | undefined
let reading: Promise<unknown> = Promise.resolve()

/** In a thread of its own: it computes for long, and the relays and timers of the bench must not stand still. */
function readFolder(folder: string): Promise<DatabaseAccount> {
  reader ??= new Worker(new URL('./folder-reader.mjs', import.meta.url))
  const worker = reader
  worker.unref()
  const next = reading.then(async () => {
    worker.postMessage(folder)
    const [account] = (await once(worker, 'message')) as [DatabaseAccount]
    return account
  })
  reading = next
  return next
}

const NUMBERS =
  /^(?:n|version|attempts|requested_at|closed_at|status_after|later_status|answer_code|answer_http)$/

/** Everything, by a connection that is open. */
export async function readAll(db: Database, query: Query): Promise<DatabaseAccount> {
  const read = async <T extends object>(text: string): Promise<T[]> => (await query<T>(text)).map(withNumbers)
  const account = {
    records: await read<StoredRecord>('select * from cancellations'),
    acts: await read<StoredAct>('select * from flow_actions'),
    events: await read<StoredEvent>('select * from events order by org_id, n'),
    heads: await read<Head>('select * from event_heads'),
  }
  return { ...account, broken: await brokenIn(db, account) }
}

function withNumbers<T extends object>(row: T): T {
  const columns = Object.entries(row).map(([name, value]) => [
    name,
    NUMBERS.test(name) && value !== null ? Number(value) : value,
  ])
  return Object.fromEntries(columns) as T
}

/**
 * What is wrong with the chains, computed here anew, and what the check that leads use finds: it replays every event
 * and compares it with the records.
 */
async function brokenIn(
  db: Database,
  { events, heads }: Pick<DatabaseAccount, 'events' | 'heads'>,
): Promise<string[]> {
  const broken: string[] = []
  const ends = new Map<string, { n: number; hash: string }>()
  for (const event of events) {
    const end = ends.get(event.org_id) ?? { n: 0, hash: '0'.repeat(64) }
    const text = `${end.hash}\n${event.n}\n${event.body}`
    const hash = createHash('sha256').update(text, 'utf8').digest('hex')
    const isNext = event.n === end.n + 1 && event.previous_hash === end.hash && event.hash === hash
    if (!isNext) broken.push(`event ${event.n} of ${event.org_id} does not continue the chain`)
    ends.set(event.org_id, { n: event.n, hash: event.hash })
  }
  for (const { org_id, n, hash } of heads) {
    const end = ends.get(org_id)
    if (end?.n !== n || end.hash !== hash) broken.push(`the head of ${org_id} is not its last event`)
  }
  for (const orgId of await findOrganizations(db)) {
    const verification = await verifyOrganization(db, orgId)
    if (!verification.ok) broken.push(`the check found ${JSON.stringify(verification.place)}`)
  }
  return broken
}
