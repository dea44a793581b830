import 'server-only'
import type { Graph } from './graph'

const MOVING: ReadonlySet<string> = new Set(['RUNNING', 'READY', 'RERUN'])
const WAITING: ReadonlySet<string> = new Set(['INIT', 'WAIT'])
const PASSED: ReadonlySet<string> = new Set(['SUCCESS', 'SKIP'])

/**
 * Whether an instance that reads FAIL still runs (product.md, *Can be cancelled*): a task is moving, or waits for nothing
 * that has not passed. null: the graph cannot tell, because it is unreadable or carries no task states.
 */
export function isFailLive(graph: Graph | null): boolean | null {
  if (!graph) return null
  const blocked = blockedNodes(graph)
  const isLive = graph.tasks.some(
    ({ nodeId, status }) =>
      status !== null && (MOVING.has(status) || (WAITING.has(status) && !blocked.has(nodeId))),
  )
  if (isLive) return true
  return graph.tasks.some((task) => task.status === null) ? null : false
}

/** Everything that comes, near or far, after a node that has not passed. */
function blockedNodes(graph: Graph): ReadonlySet<string> {
  const passed = passedNodes(graph)
  const targets = new Map<string, string[]>()
  for (const { source, target } of graph.relations) {
    const known = targets.get(source)
    if (known) known.push(target)
    else targets.set(source, [target])
  }
  const blocked = new Set<string>()
  const open = [...targets.keys()].filter((id) => !passed.has(id))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of targets.get(id) ?? []) {
      if (blocked.has(target)) continue
      blocked.add(target)
      open.push(target)
    }
  }
  return blocked
}

function passedNodes({ tasks, flows }: Graph): ReadonlySet<string> {
  const nodes = [...tasks, ...flows].filter((node) => node.status !== null && PASSED.has(node.status))
  return new Set(nodes.map((node) => node.nodeId))
}
