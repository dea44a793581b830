import { CircleMinus } from 'lucide-react'
import type { GraphNode } from '@/components/graph/arrange'
import { statusWord } from '@/components/instances/status-badge'
import { type Look, STATUS_LOOKS } from '@/components/instances/status-look'
import type { Translate } from '@/components/translate'
import { instancePath, taskPath } from '@/lib/shared/addresses'

const NO_INSTANCE: Look = { tone: 'neutral', icon: CircleMinus, dashed: true }

export function nodeName(node: GraphNode): string {
  return node.kind === 'task' ? node.task.name : node.reference.flowName
}

/** Its page, where there is one to go to. */
export function nodePath(node: GraphNode, flowInstId: string): string | null {
  if (node.kind === 'reference') {
    return node.reference.flowInstId === null ? null : instancePath(node.reference.flowInstId)
  }
  return node.task.taskInstId === null ? null : taskPath(flowInstId, node.task.taskInstId)
}

export function nodeLook(node: GraphNode): Look {
  const { status } = node.kind === 'task' ? node.task : node.reference
  if (status !== null) return STATUS_LOOKS[status.name]
  return hasNoInstance(node) ? NO_INSTANCE : STATUS_LOOKS.UNKNOWN
}

export function nodeState(t: Translate, node: GraphNode): string {
  const { status } = node.kind === 'task' ? node.task : node.reference
  if (status !== null) return statusWord(t, status)
  return t(hasNoInstance(node) ? 'graph.noInstance' : 'graph.stateUntold')
}

function hasNoInstance(node: GraphNode): boolean {
  return node.kind === 'reference' && node.reference.flowInstId === null
}
