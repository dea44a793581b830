import 'server-only'
import type { FlowInstance } from '@/lib/gateway/wire'
import { readOwn } from '@/lib/instances/read-own'
import { shareRead } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import type { Problem } from '@/lib/shared/problems'
import { processWide } from '@/lib/shared/process-wide'

/** A page asks for its tasks right after its instance, which has just been read. */
const RECENT_MS = 5_000
/** Who follows the log of a task asks every five seconds: two of three times the instance need not be read again. */
export const FOLLOWED_MS = 12_000
const MOST = 500
const DEADLINE_MS = 10_000

type Person = Pick<Viewer, 'orgId' | 'userId' | 'username'>
type Recent = { instance: FlowInstance; at: number }

const recent = processWide('recent-reads', () => new Map<string, Recent>())

/** Keeps what a read has just shown this person, who is one of its owners. */
export function keepRead(viewer: Person, instance: FlowInstance): void {
  const key = keyOf(viewer, instance.flowInstId)
  const one = { instance, at: Date.now() }
  recent.delete(key)
  recent.set(key, one)
  if (recent.size > MOST) recent.delete(recent.keys().next().value as string)
  setTimeout(() => {
    if (recent.get(key) === one) recent.delete(key)
  }, FOLLOWED_MS).unref()
}

/** An instance of which this viewer is an owner, as it was read for them at most so long ago, or else now. */
export async function readOwnRecently(
  viewer: Viewer,
  flowInstId: string,
  atMostMs = RECENT_MS,
): Promise<{ ok: true; value: FlowInstance } | { ok: false; problem: Problem }> {
  const known = recent.get(keyOf(viewer, flowInstId))
  if (known && Date.now() - known.at < atMostMs) return { ok: true, value: known.instance }
  const actor = { kind: 'system', part: 'page' } as const
  const options = { actor, priority: 'person', deadlineMs: DEADLINE_MS } as const
  // The parts of a page ask together.
  const read = await shareRead(viewer, `own ${flowInstId}`, () => readOwn(viewer, flowInstId, options))
  if (!read.ok) return read
  keepRead(viewer, read.value.instance)
  return { ok: true, value: read.value.instance }
}

function keyOf({ orgId, userId, username }: Person, flowInstId: string): string {
  return JSON.stringify([orgId, userId, username, flowInstId])
}
