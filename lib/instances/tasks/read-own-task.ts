import 'server-only'
import { isFlowInstId } from '@/lib/gateway/calls'
import type { FlowInstance } from '@/lib/gateway/wire'
import { graphShown } from '@/lib/instances/graph-shown'
import { FOLLOWED_MS, readOwnRecently } from '@/lib/instances/recent-reads'
import type { Viewer } from '@/lib/people/viewer'
import type { TaskNode } from '@/lib/shared/instance-detail'
import type { Problem } from '@/lib/shared/problems'

export type OwnTask = { instance: FlowInstance; node: TaskNode }
export type OwnTaskRead = { ok: true; value: OwnTask } | { ok: false; problem: Problem }

/**
 * A task of an instance that this viewer owns: it stands in the instance's own graph, as EnOS gave it to this very
 * person. Whether the instance is missing, somebody else's, or has no such task, is the same `not_found`, and the task
 * itself is not asked for.
 *
 * Who follows a log asks every five seconds; a read of the same person that is a few seconds old is used again for that.
 * Its age is the longest time for which somebody who has just lost an instance still sees its tasks, and EnOS looks at
 * each of those calls for itself too: they name the person.
 */
export async function readOwnTask(
  viewer: Viewer,
  flowInstId: string,
  taskInstId: string,
): Promise<OwnTaskRead> {
  if (!isFlowInstId(flowInstId)) return NOT_FOUND
  const own = await readOwnRecently(viewer, flowInstId, FOLLOWED_MS)
  if (!own.ok) return own
  const instance = own.value
  const node =
    instance.graph && graphShown(instance.graph).tasks.find((task) => task.taskInstId === taskInstId)
  return node ? { ok: true, value: { instance, node } } : NOT_FOUND
}

const NOT_FOUND = { ok: false, problem: { code: 'not_found' } } as const
