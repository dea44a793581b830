import 'server-only'
import { isFlowInstId } from '@/lib/gateway/calls'
import { problemOf } from '@/lib/instances/problem-of'
import { type InstanceRead, type ReadOptions, readInstance } from '@/lib/instances/read'
import type { Viewer } from '@/lib/people/viewer'
import type { Problem } from '@/lib/shared/problems'

// What EnOS says of an unknown instance, and of one that this person may not see (enos-api.md 7.1): nobody is to learn
// which of the two it was.
const NOT_THEIRS: ReadonlySet<number> = new Set([62102, 62103])

export type OwnRead = { ok: true; value: InstanceRead } | { ok: false; problem: Problem }

/** Reads an instance as this viewer, who must be one of its owners now. */
export async function readOwn(viewer: Viewer, flowInstId: string, options: ReadOptions): Promise<OwnRead> {
  // What is no id never reaches EnOS or the database, which takes no NUL.
  if (!isFlowInstId(flowInstId)) return { ok: false, problem: { code: 'not_found' } }
  const read = await readInstance(viewer, flowInstId, options)
  if (!read.ok) {
    const isMissing = read.error.kind === 'rejected' && NOT_THEIRS.has(read.error.code)
    return { ok: false, problem: isMissing ? { code: 'not_found' } : problemOf(read.error) }
  }
  if (!read.value.instance.owners.includes(viewer.username))
    return { ok: false, problem: { code: 'not_found' } }
  return read
}
