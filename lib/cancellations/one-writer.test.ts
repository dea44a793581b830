import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvent } from '@/lib/cancellations/append-event'
import { observe } from '@/lib/cancellations/observe'
import { openCancellation } from '@/lib/cancellations/open-cancellation'
import type { Step } from '@/lib/cancellations/record'
import { reopenCancellation } from '@/lib/cancellations/reopen'
import type { OpenDatabase } from '@/lib/db/client'
import { cancellations, events, flowActions } from '@/lib/db/schema'
import { statusFromCode } from '@/lib/shared/statuses'
import { ACT_LIVES, liveAct } from '@/lib/testing/act-histories'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { viewerOf } from '@/lib/testing/people'
import { wishOf } from '@/lib/testing/wishes'

/** By their names in the source and in SQL. */
const TABLES = [
  ['cancellations', 'cancellations', 'lib/cancellations/append-event.ts'],
  ['flowActions', 'flow_actions', 'lib/flow-actions/append-event.ts'],
] as const

// By the query builder, in raw SQL, and in SQL around the table's object.
function writesOf(object: string, table: string): RegExp[] {
  const verb = `insert\\s+into|update(?:\\s+only)?|delete\\s+from(?:\\s+only)?|merge\\s+into|truncate(?:\\s+table)?|copy`
  const named = `(?:"?${table}\\b|\\$\\{(?:schema\\.)?${object}\\})`
  return [
    new RegExp(`\\.(?:insert|update|delete)\\(\\s*(?:schema\\.)?${object}\\s*[,)]`),
    new RegExp(`\\b(?:${verb})\\s+(?:"?public"?\\.)?${named}`, 'i'),
    new RegExp(`\\b(?:alter|drop)\\s+table\\s+(?:if\\s+exists\\s+)?"?${table}\\b`, 'i'),
  ]
}

function writes(source: string, [object, table]: readonly [string, string, string]): boolean {
  return writesOf(object, table).some((pattern) => pattern.test(source))
}

describe('state is written in one place', () => {
  it.each([
    'db.update(cancellations).set({ state })',
    'tx.insert(schema.cancellations).values(record)',
    'db\n    .delete( cancellations )',
    "sql`update cancellations set state = 'stopped'`",
    'sql`UPDATE "cancellations"\n set state = \'stopped\'`',
    ['sql`insert into $', '{cancellations} (id) values (1)`'].join(''),
    'sql`delete from only public.cancellations`',
    'truncate table cancellations',
    'merge into cancellations using x on true',
  ])('knows a write when it sees one: %s', (source) => {
    expect(writes(source, TABLES[0])).toBe(true)
    const ofActs = source.replaceAll(/(?<=\(\s*(?:schema\.)?|\$\{)cancellations/g, 'flowActions')
    expect(writes(ofActs.replaceAll('cancellations', 'flow_actions'), TABLES[1])).toBe(true)
  })

  it.each(TABLES)('and nowhere else in the source: %s', (...table) => {
    const files = ['app', 'components', 'lib', 'scripts'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    const sources = [...files, ...readdirSync('.')]
      .filter((file) => /\.(?:[cm]?[jt]sx?|sql)$/.test(file) && !/\.test\.tsx?$/.test(file))
      .filter((file) => !/^lib\/db\/migrations\//.test(file))
    expect(sources.length).toBeGreaterThan(300)
    const writers = sources.filter((file) => writes(readFileSync(file, 'utf8'), table))
    expect(writers).toEqual([table[2]])
  })

  it('and no migration changes a row', () => {
    const folder = 'lib/db/migrations'
    const migrations = readdirSync(folder).filter((file) => file.endsWith('.sql'))
    expect(migrations.length).toBeGreaterThan(3)
    const changing = migrations.filter((file) =>
      /\b(?:insert\s+into|update|delete\s+from|truncate)\s+"?(?:cancellations|flow_actions)\b/i.test(
        readFileSync(`${folder}/${file}`, 'utf8'),
      ),
    )
    expect(changing).toEqual([])
  })
})

// Refuses whatever does not write to the log in the same statement, whoever sends it; the row of an act, which keeps others
// out while its intent is still looked at, what has not done so by the end of its transaction.
const guard = [
  sql`create function only_with_event() returns trigger language plpgsql as $$
    begin
      if current_query() !~ 'insert into "events"' then raise exception 'state without an event'; end if;
      return null;
    end $$`,
  sql`create function only_committed_with_event() returns trigger language plpgsql as $$
    begin
      if not exists (select from events where subject = new.id and xmin = pg_current_xact_id()::xid)
        then raise exception 'state without an event'; end if;
      return null;
    end $$`,
  sql`create trigger only_with_event after insert or update or delete or truncate
    on cancellations for each statement execute function only_with_event()`,
  sql`create trigger only_with_event after update or delete or truncate
    on flow_actions for each statement execute function only_with_event()`,
  sql`create constraint trigger only_committed_with_event after insert
    on flow_actions deferrable initially deferred for each row execute function only_committed_with_event()`,
]

describe.each(DATABASE_KINDS)('every change of a record has its event, on the %s database', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
    for (const statement of guard) await database.db.execute(statement)
  })
  afterAll(() => database.close())

  const actor = { kind: 'person', userId: 'u1', username: 'alice' } as const
  const answered = (attempt: number, verdict: 'accepted' | 'turned_away'): Step => ({
    ...{ type: 'answered', attempt, verdict, reply: 'answer', http: 200, code: 0 },
    ...{ text: null, requestId: null, ms: 5 },
  })

  it('in the same statement, or transaction: another is refused', async () => {
    const opened = await openCancellation(viewerOf(), wishOf())
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    const { db } = database
    await expect(db.update(cancellations).set({ state: 'stopped' })).rejects.toThrow('state without an event')
    await expect(db.execute(sql`delete from cancellations`)).rejects.toThrow('state without an event')
    await expect(db.execute(sql`truncate cancellations`)).rejects.toThrow('state without an event')
    const record = await liveAct([])
    const another = { ...record, id: randomUUID(), idempotencyKey: randomUUID(), flowId: randomUUID() }
    await expect(db.insert(flowActions).values(another)).rejects.toThrow('state without an event')
    await expect(db.update(flowActions).set({ state: 'done' })).rejects.toThrow('state without an event')
    await expect(db.execute(sql`delete from flow_actions`)).rejects.toThrow('state without an event')
    await expect(db.execute(sql`truncate flow_actions`)).rejects.toThrow('state without an event')
  })

  it('through a whole life and all its mechanisms, one version an event', async () => {
    const opened = await openCancellation(viewerOf(), wishOf())
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    let { record } = opened
    const steps: Step[] = [
      { type: 'sent', attempt: 1 },
      { type: 'resent', attempt: 1 },
      { type: 'answer_lost', attempt: 1 },
      { type: 'sent', attempt: 2 },
      { type: 'never_sent', attempt: 2, why: 'not_allowed', certain: true },
      { type: 'lost_track' },
    ]
    for (const step of steps) {
      const appended = await appendEvent(record, { step, actor, at: Date.now() })
      expect(appended.written).toBe(true)
      record = appended.record
    }
    record = (await reopenCancellation(record, actor)).record
    record = (await appendEvent(record, { step: answered(1, 'accepted'), actor, at: Date.now() })).record
    for (const code of [5, 8]) {
      const read = {
        flowInstId: record.flowInstId,
        status: statusFromCode(code),
        failLive: null,
        ended: null,
      }
      const now = Date.now()
      const seen = await observe([read], { orgId: 'o1', source: 'get', askedAt: now, readAt: now, actor })
      record = seen[0] ?? record
    }
    const step = { type: 'changed_later', status: 1, ended: null } as const
    record = (await appendEvent(record, { step, actor, at: Date.now() })).record
    expect(record).toMatchObject({ state: 'stopped', laterStatus: 1 })

    const log = await database.db.select().from(events).orderBy(asc(events.n))
    const versions = log
      .filter(({ subject }) => subject === record.id)
      .map(({ body }) => JSON.parse(body).facts.version ?? 1)
    expect([...new Set(versions)]).toEqual(Array.from({ length: record.version }, (_, n) => n + 1))
  })

  it.each(Object.entries(ACT_LIVES))('through the life of an act, too: %s', async (_, steps) => {
    const { id, version } = await liveAct(steps)
    const log = await database.db.select().from(events).where(eq(events.subject, id)).orderBy(asc(events.n))
    const versions = log.map(({ body }) => JSON.parse(body).facts.version ?? 1)
    expect([...new Set(versions)]).toEqual(Array.from({ length: version }, (_, n) => n + 1))
  })
})
