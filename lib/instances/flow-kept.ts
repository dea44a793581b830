import 'server-only'
import type { GatewayError } from '@/lib/gateway/errors'
import type { Flow } from '@/lib/gateway/flow'
import { readFlow } from '@/lib/instances/read-flow'
import type { Viewer } from '@/lib/people/viewer'
import { processWide } from '@/lib/shared/process-wide'

/** Schedules and locks change rarely: a page that refreshes does not ask for them each time. */
const KEPT_MS = 60_000
/** A failure that may pass. */
const TRY_AGAIN_MS = 10_000
const MOST = 2_000
const DEADLINE_MS = 8_000

type Person = Pick<Viewer, 'orgId' | 'userId'>
type Kept = { reading: Promise<Flow | null>; askedAt: number; until: number }

const kept = processWide('flows', () => new Map<string, Kept>())

/**
 * Get Flow (enos-api.md 5.10) for somebody who owns an instance of it, at most once a minute, unless something was done
 * to it `since` (Unix ms); null where it cannot be read. Whoever acts on a workflow reads it afresh.
 */
export function readFlowKept(viewer: Person, flowId: string, since = 0): Promise<Flow | null> {
  const key = keyOf(viewer, flowId)
  const known = kept.get(key)
  const now = Date.now()
  if (known && known.until > now && known.askedAt > since) return known.reading
  const one: Kept = { reading: Promise.resolve(null), askedAt: now, until: now + KEPT_MS }
  one.reading = readFlow(viewer, flowId, { deadlineMs: DEADLINE_MS }).then((answer) => {
    // Graphs are large, and parameters may hold secrets: no page that refreshes needs either.
    if (answer.ok) return { ...answer.value, graph: null, parameters: [] }
    if (mayPass(answer.error)) one.until = Math.min(one.until, Date.now() + TRY_AGAIN_MS)
    return null
  })
  // The oldest goes first.
  kept.delete(key)
  kept.set(key, one)
  if (kept.size > MOST) kept.delete(kept.keys().next().value as string)
  return one.reading
}

function mayPass({ kind }: GatewayError): boolean {
  return kind !== 'rejected' && kind !== 'bad_input'
}

function keyOf({ orgId, userId }: Person, flowId: string): string {
  return JSON.stringify([orgId, userId, flowId])
}
