import 'server-only'
import type { Viewer } from '@/lib/people/viewer'
import { processWide } from '@/lib/shared/process-wide'

const SHARED_FOR_MS = 1_000
/** What is read beyond that is read for one asker alone. */
const MOST_SHARED = 2_000

type Person = Pick<Viewer, 'orgId' | 'userId' | 'username'>
type Shared = { person: string; reading: Promise<{ ok: boolean }> }

const shared = processWide('shared-reads', () => new Map<string, Shared>())

/**
 * Equal reads of one person share the call in flight, and its answer for a second: tabs that ask together cost EnOS
 * one. Never with anybody else, never a failure, and never what was asked before that person's own cancel.
 * `what` names the read, and with it the type of its answer.
 */
export function shareRead<Answer extends { ok: boolean }>(
  viewer: Person,
  what: string,
  read: () => Promise<Answer>,
): Promise<Answer> {
  const person = nameOf(viewer)
  const key = JSON.stringify([person, what])
  const known = shared.get(key)
  if (known) return known.reading as Promise<Answer>
  const reading = read()
  if (shared.size >= MOST_SHARED) return reading
  shared.set(key, { person, reading })
  const forget = (): void => {
    if (shared.get(key)?.reading === reading) shared.delete(key)
  }
  reading.then(({ ok }) => (ok ? setTimeout(forget, SHARED_FOR_MS).unref() : forget()), forget)
  return reading
}

/** From now on this person gets nothing that was asked before. */
export function forgetReads(viewer: Person): void {
  const person = nameOf(viewer)
  for (const [key, one] of shared) if (one.person === person) shared.delete(key)
}

function nameOf({ orgId, userId, username }: Person): string {
  return JSON.stringify([orgId, userId, username])
}
