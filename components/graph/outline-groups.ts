import type { GraphNode } from '@/components/graph/arrange'
import type { Status } from '@/lib/shared/statuses'

/** Steps that belong together: one with everything that can run at the same time, or several of one node each. */
export type OutlineGroup = { from: number; to: number; nodes: GraphNode[] }

/** Fewer are as short when each stands for itself. */
const SHORTEST_CHAIN = 3

/** The steps of a graph, from 1, in order; nodes that run one after another are one group. */
export function outlineGroups(nodes: readonly GraphNode[]): OutlineGroup[] {
  const groups: OutlineGroup[] = []
  let chain: OutlineGroup[] = []
  const close = (): void => {
    const [first, last] = [chain[0], chain.at(-1)]
    if (first === undefined || last === undefined || chain.length < SHORTEST_CHAIN) groups.push(...chain)
    else groups.push({ from: first.from, to: last.to, nodes: chain.flatMap((one) => one.nodes) })
    chain = []
  }
  for (const [index, step] of byLevel(nodes).entries()) {
    const group = { from: index + 1, to: index + 1, nodes: step }
    if (step.length === 1) chain.push(group)
    else {
      close()
      groups.push(group)
    }
  }
  close()
  return groups
}

function byLevel(nodes: readonly GraphNode[]): GraphNode[][] {
  const levels: GraphNode[][] = []
  for (const node of nodes) {
    levels[node.level] ??= []
    levels[node.level]?.push(node)
  }
  return levels.filter((level) => level !== undefined)
}

const UNSTARTED: ReadonlySet<Status['name']> = new Set(['INIT', 'WAIT', 'READY'])
const OUT_OF_THE_WAY: ReadonlySet<Status['name']> = new Set(['SUCCESS', 'SKIP'])

export function statusOf(node: GraphNode): Status | null {
  return node.kind === 'task' ? node.task.status : node.reference.status
}

/** What keeps a node from starting now; none where it has started, or nothing does. */
export function waitsFor(node: GraphNode, nodes: ReadonlyMap<string, GraphNode>): string[] {
  const status = statusOf(node)
  if (status === null || !UNSTARTED.has(status.name)) return []
  return node.after.filter((key) => {
    const before = nodes.get(key)
    const known = before === undefined ? null : statusOf(before)
    return known === null || !OUT_OF_THE_WAY.has(known.name)
  })
}
