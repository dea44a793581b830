import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '@/lib/db/client'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'
import { LIVES, live } from '@/lib/testing/histories'
import { disarm } from '@/lib/testing/tamper'
import { readOptions } from './options'

const folder = mkdtempSync(join(tmpdir(), 'flowstop-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Said = { code: unknown; output: string }

/** The command as a person runs it. */
function run(env: Record<string, string>, ...args: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const settings = { ...process.env, DATABASE_URL: '', DATA_DIR: folder, ...env }
    execFile(
      process.execPath,
      ['scripts/history-verify.mjs', ...args],
      { env: settings },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : error.code, output: `${stdout}${stderr}` })
      },
    )
  })
}

it('reads its options, and says what is wrong with them', () => {
  const hash = 'A1'.repeat(32)
  expect(readOptions([])).toMatchObject({ orgId: null, kept: null, json: false })
  expect(readOptions(['--org', 'o1', '--json', '--head', `12:${hash}`])).toMatchObject({
    orgId: 'o1',
    json: true,
    kept: { n: 12, hash: hash.toLowerCase() },
  })
  for (const head of ['', '12', `0:${hash}`, `-1:${hash}`, `12:${hash}0`, `12:${'g'.repeat(64)}`]) {
    expect(readOptions([`--head=${head}`])).toMatch('--head takes')
  }
  expect(readOptions(['--nonsense'])).toMatch('--nonsense')
})

it('makes no database where there is none', async () => {
  expect(await run({})).toMatchObject({
    code: 2,
    output: expect.stringContaining('There is no database in'),
  })
  expect(readdirSync(folder)).toEqual([])
}, 60_000)

it('finds a history that was taken away as a whole, where a head was kept', async () => {
  const DATA_DIR = join(folder, 'emptied')
  const { close } = await openDatabase({ folder: DATA_DIR })
  await close()
  expect(await run({ DATA_DIR })).toMatchObject({ code: 0 })
  const head = ['--head', `12:${'a1'.repeat(32)}`]
  const isMissing = expect.stringContaining(
    'NOT as it was written. There is no event 12, whose hash you kept.',
  )
  expect(await run({ DATA_DIR }, ...head)).toMatchObject({ code: 1, output: isMissing })
  expect(await run({ DATA_DIR }, ...head, '--org', 'o1')).toMatchObject({ code: 2 })
}, 120_000)

describe.runIf(DATABASE_KINDS.includes('server'))('on a PostgreSQL server', { timeout: 120_000 }, () => {
  it('says so when it cannot be reached, or has no tables, and makes none', async () => {
    const away = await run({ DATABASE_URL: 'postgres://somebody:secret-word@127.0.0.1:1/flowstop' })
    expect(away).toMatchObject({ code: 2, output: expect.stringContaining('does not let us in') })
    expect(away.output).not.toContain('secret-word')
    const database = await useFreshDatabase('server')
    const url = await urlOf(database)
    await database.db.execute(sql`drop schema drizzle cascade`)
    const empty = await run({ DATABASE_URL: url })
    expect(empty).toMatchObject({ code: 2, output: expect.stringContaining('no tables of Flowstop') })
    await database.close()
  })

  it('checks it where it is, and names what was tampered with', async () => {
    const database = await useFreshDatabase('server')
    const DATABASE_URL = await urlOf(database)
    await live(LIVES.stopped ?? [])
    const whole = await run({ DATABASE_URL })
    expect(whole).toMatchObject({ code: 0, output: expect.stringContaining('o1: 6 events, 1 records') })
    expect(await run({ DATABASE_URL }, '--org', 'nobody')).toMatchObject({ code: 2 })
    await database.db.transaction(async (tx) => {
      await disarm(tx)
      await tx.execute(sql`delete from events where n = 3`)
    })
    const broken = await run({ DATABASE_URL }, '--json')
    expect(broken.code).toBe(1)
    expect(JSON.parse(broken.output)).toMatchObject([{ orgId: 'o1', place: { kind: 'missing', n: 3 } }])
    await database.close()
  })
})

async function urlOf({ db }: Awaited<ReturnType<typeof useFreshDatabase>>): Promise<string> {
  const found = (await db.execute(sql`select current_database() as name`)) as unknown as {
    rows: { name: string }[]
  }
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${found.rows[0]?.name}`
  return url.href
}
