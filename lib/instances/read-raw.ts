import 'server-only'
import { readOwn } from '@/lib/instances/read-own'
import { shareRead } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import type { RawInstance } from '@/lib/shared/instance-detail'
import type { Problem } from '@/lib/shared/problems'

const DEADLINE_MS = 15_000

type RawResult = { ok: true; value: RawInstance } | { ok: false; problem: Problem }

/** What EnOS sends of an instance that this viewer owns, word for word. */
export function readRaw(viewer: Viewer, flowInstId: string): Promise<RawResult> {
  return shareRead(viewer, `raw ${flowInstId}`, () => read(viewer, flowInstId))
}

async function read(viewer: Viewer, flowInstId: string): Promise<RawResult> {
  const actor = { kind: 'system', part: 'page' } as const
  const readAt = Date.now()
  const own = await readOwn(viewer, flowInstId, { actor, priority: 'person', deadlineMs: DEADLINE_MS })
  if (!own.ok) return own
  const text = printed(own.value.raw)
  return text === null
    ? { ok: false, problem: { code: 'enos_malformed' } }
    : { ok: true, value: { text, readAt } }
}

/** JSON.parse takes any depth, JSON.stringify does not. */
function printed(value: unknown): string | null {
  try {
    return JSON.stringify(value, null, 2)
  } catch {
    return null
  }
}
