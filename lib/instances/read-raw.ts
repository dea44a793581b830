import 'server-only'
import { readOwn } from '@/lib/instances/read-own'
import { shareRead } from '@/lib/instances/shared-reads'
import type { Viewer } from '@/lib/people/viewer'
import type { RawInstance } from '@/lib/shared/instance-detail'
import type { Problem } from '@/lib/shared/problems'

const DEADLINE_MS = 15_000
/** Characters, and levels: an answer of EnOS that nests for its own sake must not grow a hundredfold here. */
const LONGEST_INDENTED = 4 * 1024 * 1024
const DEEPEST_INDENTED = 20

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

/** JSON.parse takes any depth, JSON.stringify does not. What would be mostly indentation is left as one line. */
export function printed(value: unknown): string | null {
  try {
    const line = JSON.stringify(value)
    return line.length > LONGEST_INDENTED || isDeep(value) ? line : JSON.stringify(value, null, 2)
  } catch {
    return null
  }
}

function isDeep(value: unknown, left = DEEPEST_INDENTED): boolean {
  if (typeof value !== 'object' || value === null) return false
  return left === 0 || Object.values(value).some((item) => isDeep(item, left - 1))
}
