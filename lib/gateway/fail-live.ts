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
  const passed = passedNodes(graph)
  const sources = sourcesByTarget(graph)
  const isLive = graph.tasks.some(({ nodeId, status }) => {
    if (status === null) return false
    return (
      MOVING.has(status) || (WAITING.has(status) && ancestors(nodeId, sources).every((id) => passed.has(id)))
    )
  })
  if (isLive) return true
  return graph.tasks.some((task) => task.status === null) ? null : false
}

function passedNodes({ tasks, flows }: Graph): ReadonlySet<string> {
  const nodes = [...tasks, ...flows].filter((node) => node.status !== null && PASSED.has(node.status))
  return new Set(nodes.map((node) => node.nodeId))
}

function sourcesByTarget({ relations }: Graph): ReadonlyMap<string, string[]> {
  const sources = new Map<string, string[]>()
  for (const { source, target } of relations) {
    const known = sources.get(target)
    if (known) known.push(source)
    else sources.set(target, [source])
  }
  return sources
}

function ancestors(nodeId: string, sources: ReadonlyMap<string, string[]>): string[] {
  const seen = new Set<string>()
  const open = [nodeId]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const source of sources.get(id) ?? []) {
      if (seen.has(source)) continue
      seen.add(source)
      open.push(source)
    }
  }
  return [...seen]
}
