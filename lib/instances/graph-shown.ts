import 'server-only'
import { isFlowInstId } from '@/lib/gateway/calls'
import type { Graph } from '@/lib/gateway/graph'
import type { InstanceGraph } from '@/lib/shared/instance-detail'
import { isStatusName, STATUS_CODES, type Status, statusFromCode } from '@/lib/shared/statuses'

/** For a word that no code is known of. */
const NO_CODE = -99

/** A graph as pages show it. */
export function graphShown({ tasks, flows, relations }: Graph): InstanceGraph {
  return {
    tasks: tasks.map(({ nodeId, taskId, taskInstId, name, status }) => ({
      nodeId,
      taskId,
      taskInstId,
      name,
      status: statusOfWord(status),
    })),
    references: flows.map(({ nodeId, flowId, flowName, flowInstId, isVirtual, status }) => ({
      nodeId,
      flowId,
      flowName,
      // It becomes an address.
      flowInstId: flowInstId !== null && isFlowInstId(flowInstId) ? flowInstId : null,
      isVirtual,
      // It has no instance (enos-api.md 5.2).
      status: status === 'NONE' ? null : statusOfWord(status),
    })),
    edges: relations.map(({ source, target }) => ({ source, target })),
  }
}

function statusOfWord(word: string | null): Status | null {
  if (word === null) return null
  if (isStatusName(word)) return { code: STATUS_CODES[word], name: word }
  return statusFromCode(/^-?\d{1,9}$/.test(word) ? Number(word) : NO_CODE)
}
