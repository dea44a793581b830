import 'server-only'
import { createHmac } from 'node:crypto'
import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { getDb, type Transaction } from '@/lib/db/client'
import { signInTries } from '@/lib/db/schema'
import { readEnv } from '@/lib/env'
import { log } from '@/lib/log'
import { networkOf } from '@/lib/people/client-address'
import { judgeTry, type Tally, TRY_RULES, type TryKind } from '@/lib/people/try-rules'

const KNOWN_PLACE_MS = 30 * 24 * 3_600_000
const MOST_FORGOTTEN = 100

export type Who = { username: string; address: string | null }

type Gate = { kind: TryKind; key: string }
type Counted = Gate & { tally: Tally; before: Tally }

/** A try that was counted as failed before EnOS is asked, so that tries made at once cannot all get through. */
export type AdmittedTry = { counted: Counted[]; knownPlace: string | null }

export type Admission = { ok: true; admitted: AdmittedTry } | { ok: false; by: TryKind; waitMs: number }

/**
 * Lets a try through, or says how long to wait. Tries are counted by account and by address. Where an account has
 * signed in before, it is counted apart and alone: neither who guesses elsewhere nor who shares the address slows it.
 */
export async function admitTry(who: Who, now = Date.now()): Promise<Admission> {
  const db = await getDb()
  return db.transaction(async (tx) => {
    const knownPlace =
      who.address === null ? null : keyOf('place', `${nameOf(who)}\n${networkOf(who.address)}`)
    const counted: Counted[] = []
    // Always in this order, so that no two tries wait for each other.
    for (const gate of await gatesOf(tx, { who, knownPlace, now })) {
      const before = await lockTally(tx, gate, now)
      const verdict = judgeTry(gate.kind, before, now)
      if (!verdict.isOpen) return { ok: false, by: gate.kind, waitMs: verdict.waitMs }
      counted.push({ ...gate, tally: verdict.next, before })
    }
    for (const { key, kind, tally } of counted) {
      const forgetAt = sql`greatest(${signInTries.forgetAt}, ${now + TRY_RULES[kind].forgetMs}::bigint)`
      await tx
        .update(signInTries)
        .set({ ...tally, forgetAt })
        .where(eq(signInTries.key, key))
    }
    return { ok: true, admitted: { counted, knownPlace } }
  })
}

type Place = { who: Who; knownPlace: string | null; now: number }

async function gatesOf(tx: Transaction, { who, knownPlace, now }: Place): Promise<Gate[]> {
  const isKnown =
    knownPlace !== null &&
    (await tx.$count(signInTries, and(eq(signInTries.key, knownPlace), gt(signInTries.forgetAt, now)))) > 0
  if (isKnown) return [{ kind: 'account', key: knownPlace }]
  const account: Gate = { kind: 'account', key: keyOf('account', nameOf(who)) }
  if (who.address === null) return [account]
  return [{ kind: 'address', key: keyOf('address', networkOf(who.address)) }, account]
}

async function lockTally(tx: Transaction, { kind, key }: Gate, now: number): Promise<Tally> {
  const [row] = await tx
    .insert(signInTries)
    .values({ key, failures: 0, at: now, forgetAt: now + TRY_RULES[kind].forgetMs })
    .onConflictDoUpdate({ target: signInTries.key, set: { key: sql`excluded.key` } })
    .returning({ failures: signInTries.failures, at: signInTries.at })
  return row ?? { failures: 0, at: now }
}

/** The right password: forgets the failures of the account, and takes this try off those of the address. */
export async function settleAsRight(tx: Transaction, admitted: AdmittedTry, now = Date.now()): Promise<void> {
  await takeBack(
    tx,
    admitted.counted.filter(({ kind }) => kind === 'address'),
  )
  const account = admitted.counted.find(({ kind }) => kind === 'account')
  if (account) await tx.delete(signInTries).where(eq(signInTries.key, account.key))
  if (admitted.knownPlace === null) return
  const known = { failures: 0, at: now, forgetAt: now + KNOWN_PLACE_MS }
  await tx
    .insert(signInTries)
    .values({ key: admitted.knownPlace, ...known })
    .onConflictDoUpdate({ target: signInTries.key, set: known })
}

/** EnOS has judged nothing: as if it had not been tried. */
export async function settleAsUntried(admitted: AdmittedTry): Promise<void> {
  const db = await getDb()
  await db.transaction((tx) => takeBack(tx, admitted.counted))
}

/**
 * An answer about the account, not about its password: taken off the account where the address still counts it. Such
 * an account must not be a way to ask EnOS without end.
 */
export async function settleAsNoGuess(admitted: AdmittedTry): Promise<void> {
  if (!admitted.counted.some(({ kind }) => kind === 'address')) return
  const db = await getDb()
  await db.transaction((tx) =>
    takeBack(
      tx,
      admitted.counted.filter(({ kind }) => kind === 'account'),
    ),
  )
}

async function takeBack(tx: Transaction, counted: Counted[]): Promise<void> {
  for (const { key, tally, before } of counted) {
    await tx
      .update(signInTries)
      .set({
        failures: sql`greatest(${signInTries.failures} - 1, 0)`,
        at: sql`case when ${signInTries.at} = ${tally.at}::bigint then ${before.at}::bigint else ${signInTries.at} end`,
      })
      .where(eq(signInTries.key, key))
  }
}

/** Removes what has no meaning any more: each try removes more rows than it can add. */
export async function forgetOldTries(now = Date.now()): Promise<void> {
  try {
    const db = await getDb()
    const old = db
      .select({ key: signInTries.key })
      .from(signInTries)
      .where(lt(signInTries.forgetAt, now))
      .limit(MOST_FORGOTTEN)
      .for('update', { skipLocked: true })
    await db.delete(signInTries).where(inArray(signInTries.key, old))
  } catch (error) {
    log.warn({
      event: 'sign_in.tries_not_forgotten',
      reason: error instanceof Error ? error.message : 'unknown',
    })
  }
}

/** However a name is written, it is one account. */
function nameOf({ username }: Who): string {
  return username.normalize('NFKC').trim().toLowerCase()
}

function keyOf(kind: TryKind | 'place', text: string): string {
  return createHmac('sha256', readEnv().AUTH_SECRET).update(`${kind}\n${text}`).digest('base64url')
}
