import 'server-only'
import type { Graph } from './graph'

const RUNNING: ReadonlySet<string> = new Set(['RUNNING', 'RERUN'])
const MOVING: ReadonlySet<string> = new Set([...RUNNING, 'READY'])
const WAITING: ReadonlySet<string> = new Set(['INIT', 'WAIT'])
const PASSED: ReadonlySet<string> = new Set(['SUCCESS', 'SKIP'])
const PASSABLE: ReadonlySet<string> = new Set([...MOVING, ...WAITING, ...PASSED])

/**
 * Whether an instance that reads FAIL still runs (product.md, *Can be cancelled*): a task is moving, or waits for nothing
 * that has not passed. null: the graph cannot tell, because it is unreadable or carries no task states.
 */
export function isFailLive(graph: Graph | null): boolean | null {
  if (!graph) return null
  const blocked = nodesAfter(graph, PASSED)
  const isLive = graph.tasks.some(
    ({ nodeId, status }) =>
      status !== null && (MOVING.has(status) || (WAITING.has(status) && !blocked.has(nodeId))),
  )
  if (isLive) return true
  return graph.tasks.some((task) => task.status === null) ? null : false
}

/** Its tasks that run, and those that nothing which has ended badly keeps from starting. */
export function liveTasks(graph: Graph): { running: number; mayStart: number } {
  const cutOff = nodesAfter(graph, PASSABLE)
  const mayStart = ({ nodeId, status }: Graph['tasks'][number]): boolean =>
    status === 'READY' || (status !== null && WAITING.has(status) && !cutOff.has(nodeId))
  return {
    running: graph.tasks.filter(({ status }) => status !== null && RUNNING.has(status)).length,
    mayStart: graph.tasks.filter(mayStart).length,
  }
}

/** Everything that comes, near or far, after a node with another status than these. */
function nodesAfter(graph: Graph, statuses: ReadonlySet<string>): ReadonlySet<string> {
  const fine = nodesWith(graph, statuses)
  const targets = new Map<string, string[]>()
  for (const { source, target } of graph.relations) {
    const known = targets.get(source)
    if (known) known.push(target)
    else targets.set(source, [target])
  }
  const after = new Set<string>()
  const open = [...targets.keys()].filter((id) => !fine.has(id))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of targets.get(id) ?? []) {
      if (after.has(target)) continue
      after.add(target)
      open.push(target)
    }
  }
  return after
}

function nodesWith({ tasks, flows }: Graph, statuses: ReadonlySet<string>): ReadonlySet<string> {
  const nodes = [...tasks, ...flows].filter(({ status }) => status !== null && statuses.has(status))
  return new Set(nodes.map((node) => node.nodeId))
}
