import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readEnv } from '@/lib/env'
import type { Viewer } from '@/lib/people/viewer'

type Person = Pick<Viewer, 'orgId' | 'userId'>

/** What a seal is about: a word for its kind, which no other kind of seal uses, and the thing itself. */
type About = { kind: string; subject: string }

export type Unsealed<Value> =
  | { ok: true; value: Value }
  /** `forged`: this server never gave it to this person for this thing. */
  | { ok: false; why: 'forged' | 'old' }

/**
 * Text that carries a value to a browser and back: only this person can hand it in, only for this thing, only for a
 * while, and only unchanged. What it carries can be read by whoever holds it.
 */
export function seal(
  person: Person,
  about: About,
  { value, until }: { value: object; until: number },
): string {
  const payload = Buffer.from(JSON.stringify({ until, value })).toString('base64url')
  return `${payload}.${markOf(person, about, payload).toString('base64url')}`
}

/** The value as it was sealed. Its type is that of its kind, since nobody else can have made it. */
export function unseal<Value extends object>(
  person: Person,
  about: About,
  { text, now }: { text: string; now: number },
): Unsealed<Value> {
  const [payload = '', mark = '', ...more] = text.split('.')
  const given = Buffer.from(mark, 'base64url')
  const expected = markOf(person, about, payload)
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return { ok: false, why: 'forged' }
  const { until, value } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    until: number
    value: Value
  }
  return now > until ? { ok: false, why: 'old' } : { ok: true, value }
}

function markOf({ orgId, userId }: Person, { kind, subject }: About, payload: string): Buffer {
  // A key of its own for each kind, so that what one part signs means nothing to another.
  const key = createHmac('sha256', readEnv().AUTH_SECRET).update(`flowstop seal: ${kind}`).digest()
  return createHmac('sha256', key)
    .update(JSON.stringify([orgId, userId, subject, payload]))
    .digest()
}
