import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getDb, type OpenDatabase } from '@/lib/db/client'
import { signInTries } from '@/lib/db/schema'
import {
  type Admission,
  admitTry,
  forgetOldTries,
  settleAsNoGuess,
  settleAsRight,
  settleAsUntried,
  type Who,
} from '@/lib/people/tries'
import { DATABASE_KINDS, useFreshDatabase } from '@/lib/testing/databases'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

beforeAll(() => {
  Object.assign(process.env, {
    ENOS_API_URL: 'http://127.0.0.1:1',
    ENOS_ACCESS_KEY: 'key',
    ENOS_SECRET_KEY: 'secret',
    AUTH_SECRET: 'a-secret-only-for-the-unit-tests-of-flowstop',
    AUTH_URL: 'http://127.0.0.1:3000',
  })
})

let networks = 0
const someone = (): string => `tester-${randomUUID()}`
const somewhere = (): string => `2001:db8:0:${(++networks).toString(16)}::1`

async function admitted(who: Who, now?: number) {
  const admission = await admitTry(who, now)
  if (!admission.ok) throw new Error(`slowed by ${admission.by}`)
  return admission.admitted
}

async function succeed(who: Who, now?: number): Promise<void> {
  const one = await admitted(who, now)
  await (await getDb()).transaction((tx) => settleAsRight(tx, one, now))
}

const isOpen = ({ ok }: Admission): boolean => ok

describe.each(DATABASE_KINDS)('tries to sign in, on %s', (kind) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await useFreshDatabase(kind)
  })
  afterAll(() => database.close())

  it('of an account wait longer and longer, wherever they come from and however the name is written', async () => {
    const username = someone()
    let now = Date.now()
    for (let n = 0; n < 5; n++) await admitted({ username, address: somewhere() }, now)
    for (const minutes of [1, 2, 4, 5, 5]) {
      const spelled = `  ${username.toUpperCase()}`
      const shut = { ok: false, by: 'account', waitMs: minutes * MINUTE }
      expect(await admitTry({ username: spelled, address: somewhere() }, now)).toEqual(shut)
      expect(await admitTry({ username, address: null }, now)).toEqual(shut)
      now += minutes * MINUTE
      await admitted({ username, address: somewhere() }, now)
    }
  })

  it('made at once do not all get through', async () => {
    const username = someone()
    const tries = Array.from({ length: 20 }, () => admitTry({ username, address: somewhere() }))
    expect((await Promise.all(tries)).filter(isOpen)).toHaveLength(5)
  })

  it('of many accounts from one address are thirty in ten minutes, at once or not', async () => {
    const address = somewhere()
    const neighbour = address.replace(/1$/, 'ffff')
    const now = Date.now()
    const tries = Array.from({ length: 40 }, (_, n) =>
      admitTry({ username: someone(), address: n % 2 === 0 ? address : neighbour }, now),
    )
    const admissions = await Promise.all(tries)
    expect(admissions.filter(isOpen)).toHaveLength(30)
    expect(admissions.find(({ ok }) => !ok)).toEqual({ ok: false, by: 'address', waitMs: 10 * MINUTE })
    expect(isOpen(await admitTry({ username: someone(), address: somewhere() }, now))).toBe(true)
    expect(isOpen(await admitTry({ username: someone(), address }, now + 10 * MINUTE))).toBe(true)
  })

  it('that succeed clear the account, and not the address', async () => {
    const address = somewhere()
    const username = someone()
    for (let n = 0; n < 4; n++) await admitted({ username, address })
    await succeed({ username, address })
    for (let n = 0; n < 5; n++) await admitted({ username, address })
    expect(await admitTry({ username, address })).toMatchObject({ ok: false, by: 'account' })
    // Four have failed so far where nobody was known; neither the one that succeeded nor those after it count.
    for (let n = 4; n < 30; n++) await admitted({ username: someone(), address })
    expect(await admitTry({ username: someone(), address })).toMatchObject({ ok: false, by: 'address' })
  })

  it('elsewhere never shut somebody out of where they have signed in before', async () => {
    const home = somewhere()
    const username = someone()
    await succeed({ username, address: home })
    for (let n = 0; n < 5; n++) await admitted({ username, address: somewhere() })
    expect(await admitTry({ username, address: somewhere() })).toMatchObject({ ok: false, by: 'account' })
    await succeed({ username, address: home })
    expect(await admitTry({ username, address: somewhere() })).toMatchObject({ ok: false, by: 'account' })
    for (let n = 0; n < 5; n++) await admitted({ username, address: home })
    expect(await admitTry({ username, address: home })).toMatchObject({ ok: false, by: 'account' })
  })

  it('of strangers never shut somebody out of an address that they share', async () => {
    const office = somewhere()
    const username = someone()
    await succeed({ username, address: office })
    for (let n = 0; n < 30; n++) await admitted({ username: someone(), address: office })
    expect(await admitTry({ username: someone(), address: office })).toMatchObject({
      ok: false,
      by: 'address',
    })
    await succeed({ username, address: office })
    for (let n = 0; n < 5; n++) await admitted({ username, address: office })
    expect(await admitTry({ username, address: office })).toMatchObject({ ok: false, by: 'account' })
  })

  it('that EnOS did not judge do not count', async () => {
    const who = { username: someone(), address: somewhere() }
    for (let n = 0; n < 4; n++) await admitted(who)
    for (let n = 0; n < 40; n++) await settleAsUntried(await admitted(who))
    const now = Date.now()
    await admitted(who, now)
    const later = now + MINUTE
    await settleAsUntried(await admitted(who, later))
    // Having waited, nobody waits again for an outage.
    expect(isOpen(await admitTry(who, later))).toBe(true)
  })

  it('that say nothing about the password count for the address, and for an account that has no other gate', async () => {
    const address = somewhere()
    const username = someone()
    for (let n = 0; n < 30; n++) await settleAsNoGuess(await admitted({ username, address }))
    expect(await admitTry({ username, address })).toMatchObject({ ok: false, by: 'address' })
    expect(isOpen(await admitTry({ username, address: somewhere() }))).toBe(true)

    const home = somewhere()
    await succeed({ username, address: home })
    for (const who of [
      { username, address: home },
      { username: someone(), address: null },
    ]) {
      for (let n = 0; n < 5; n++) await settleAsNoGuess(await admitted(who))
      expect(await admitTry(who)).toMatchObject({ ok: false, by: 'account' })
    }
  })

  it('leave nothing that can be read, and are removed when they mean nothing any more', async () => {
    const who = { username: someone(), address: somewhere() }
    await succeed(who)
    await admitted({ ...who, username: someone() })
    const rows = await database.db.select().from(signInTries)
    expect(rows.length).toBeGreaterThan(3)
    const text = JSON.stringify(rows)
    expect(text).not.toContain(who.username)
    expect(text).not.toContain('2001:db8')
    for (let n = 0; n < 5; n++) await forgetOldTries(Date.now() + 2 * HOUR)
    const places = await database.db.$count(signInTries)
    expect(places).toBeGreaterThan(0)
    expect(places).toBeLessThan(rows.length)
    await forgetOldTries(Date.now() + 31 * DAY)
    expect(await database.db.$count(signInTries)).toBe(0)
  })
})
