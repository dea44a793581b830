import { createHash } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbedded } from '@/lib/db/embedded'

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

export type DatabaseAccount = { records: StoredRecord[]; events: StoredEvent[]; heads: Head[] }

type Query = <T>(text: string) => Promise<T[]>

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

async function readServer(url: string): Promise<DatabaseAccount> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await readAll(async (text) => (await client.query(text)).rows)
  } finally {
    await client.end()
  }
}

async function readFolder(folder: string): Promise<DatabaseAccount> {
  const { client, close } = await openEmbedded(folder)
  try {
    return await readAll(async <T>(text: string) => (await client.query<T>(text)).rows)
  } finally {
    await close()
  }
}

const NUMBERS =
  /^(?:n|version|attempts|requested_at|closed_at|status_after|later_status|answer_code|answer_http)$/

async function readAll(query: Query): Promise<DatabaseAccount> {
  const read = async <T extends object>(text: string): Promise<T[]> =>
    (await query<T>(text)).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          NUMBERS.test(name) && value !== null ? Number(value) : value,
        ]),
      ),
    ) as T[]
  return {
    records: await read<StoredRecord>('select * from cancellations'),
    events: await read<StoredEvent>('select * from events order by org_id, n'),
    heads: await read<Head>('select * from event_heads'),
  }
}

/** What is wrong with the chains, and with records whose state is not what their events say. */
export function brokenIn({ records, events, heads }: DatabaseAccount): string[] {
  const broken: string[] = []
  const ends = new Map<string, { n: number; hash: string }>()
  for (const event of events) {
    const end = ends.get(event.org_id) ?? { n: 0, hash: '0'.repeat(64) }
    const hash = createHash('sha256').update(`${end.hash}\n${event.n}\n${event.body}`, 'utf8').digest('hex')
    const isNext = event.n === end.n + 1 && event.previous_hash === end.hash && event.hash === hash
    if (!isNext) broken.push(`event ${event.n} of ${event.org_id} does not continue the chain`)
    ends.set(event.org_id, { n: event.n, hash: event.hash })
  }
  for (const head of heads) {
    const end = ends.get(head.org_id) ?? { n: 0, hash: '0'.repeat(64) }
    if (end.n !== head.n || end.hash !== head.hash)
      broken.push(`the head of ${head.org_id} is not the last event`)
  }
  const known = new Set(records.map(({ id }) => id))
  for (const { phase, subject } of events) {
    if (phase === 'requested' && !known.has(subject)) broken.push(`the record ${subject} is missing`)
  }
  return [...broken, ...records.flatMap((record) => contradictions(record, events))]
}

type Facts = { version?: number; outcome?: string; step?: { type?: string } }

function contradictions(record: StoredRecord, events: StoredEvent[]): string[] {
  const own = events.filter(({ subject }) => subject === record.id)
  const facts = own.map(({ body }) => (JSON.parse(body) as { facts: Facts }).facts)
  const outcome = facts.findLast(
    ({ outcome, step }) => outcome !== undefined || step?.type === 'reopened',
  )?.outcome
  const version = Math.max(1, ...facts.map((fact) => fact.version ?? 1))
  const sent = own.filter(({ phase }) => phase === 'sent').length
  const found: string[] = []
  if (own[0]?.phase !== 'requested') found.push('its intent is missing')
  if (version !== record.version) found.push(`version ${record.version}, its events say ${version}`)
  if ((outcome ?? null) !== (record.closed_at === null ? null : record.state))
    found.push(`${record.state}, its events say ${outcome ?? 'open'}`)
  if (record.state !== 'not_sent' && sent !== record.attempts)
    found.push(`${record.attempts} attempts, its events say ${sent}`)
  return found.map((what) => `record ${record.id} (${record.flow_inst_id}): ${what}`)
}
