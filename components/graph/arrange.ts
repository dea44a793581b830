import type { InstanceGraph, ReferenceNode, TaskNode } from '@/lib/shared/instance-detail'

/** One node to draw; `key` is its own even where EnOS gives two nodes one id. */
export type GraphNode = { key: string; after: string[]; level: number } & (
  | { kind: 'task'; task: TaskNode }
  | { kind: 'reference'; reference: ReferenceNode }
)

export type Arrangement = {
  /** In the order in which they can run: by level, then as EnOS lists them. */
  nodes: GraphNode[]
  /** Between keys; each once, none to itself. */
  edges: { source: string; target: string }[]
  /** Some nodes wait for each other: their levels are a guess. */
  hasLoop: boolean
  /** Links that lead from or to nodes that EnOS does not list. */
  strayEdges: number
}

/** Makes sense of whatever graph EnOS sent: repeated ids, loops and links that lead nowhere do not break it. */
export function arrange({ tasks, references, edges }: InstanceGraph): Arrangement {
  const nodes = new Map<string, GraphNode>()
  for (const reference of references) {
    const key = freeKey(nodes, reference.nodeId)
    nodes.set(key, { key, after: [], level: 0, kind: 'reference', reference })
  }
  for (const task of tasks) {
    const key = freeKey(nodes, task.nodeId)
    nodes.set(key, { key, after: [], level: 0, kind: 'task', task })
  }
  const kept: Arrangement['edges'] = []
  let [strayEdges, hasLoop] = [0, false]
  for (const { source, target } of edges) {
    const to = nodes.get(target)
    if (to === undefined || !nodes.has(source)) strayEdges += 1
    else if (source === target) hasLoop = true
    else if (!to.after.includes(source)) {
      to.after.push(source)
      kept.push({ source, target })
    }
  }
  hasLoop = setLevels(nodes) || hasLoop
  const sorted = [...nodes.values()].sort((a, b) => a.level - b.level)
  return { nodes: sorted, edges: kept, hasLoop, strayEdges }
}

function freeKey(taken: ReadonlyMap<string, unknown>, id: string): string {
  if (id !== '' && !taken.has(id)) return id
  for (let n = 2; ; n++) if (!taken.has(`${id} ${n}`)) return `${id} ${n}`
}

/** A node is one level below the lowest that it waits for. Where only loops are left, the first node breaks one. */
function setLevels(nodes: ReadonlyMap<string, GraphNode>): boolean {
  const before = new Map([...nodes.values()].map(({ key, after }) => [key, after.length]))
  const next = new Map<string, string[]>()
  for (const { key, after } of nodes.values()) {
    for (const source of after) next.set(source, [...(next.get(source) ?? []), key])
  }
  const left = new Set(nodes.keys())
  let ready = [...left].filter((key) => before.get(key) === 0)
  let hasLoop = false
  while (left.size > 0) {
    if (ready.length === 0) {
      hasLoop = true
      ready = [breakingLoop(left, nodes)]
    }
    const found: string[] = []
    for (const key of ready) {
      left.delete(key)
      for (const target of next.get(key) ?? []) {
        const node = nodes.get(target)
        if (node === undefined || !left.has(target)) continue
        node.level = Math.max(node.level, (nodes.get(key)?.level ?? 0) + 1)
        before.set(target, (before.get(target) ?? 0) - 1)
        if (before.get(target) === 0) found.push(target)
      }
    }
    ready = found
  }
  return hasLoop
}

/** Of the nodes that are left one that is reached already, so that what led there stays before it; else the first. */
function breakingLoop(left: ReadonlySet<string>, nodes: ReadonlyMap<string, GraphNode>): string {
  const [first = ''] = left
  return [...left].find((key) => (nodes.get(key)?.level ?? 0) > 0) ?? first
}

/** Names the nodes and edges: two graphs of one shape are drawn at the same places. */
export function shapeOf({ nodes, edges }: Arrangement): string {
  return JSON.stringify([nodes.map(({ key }) => key), edges.map(({ source, target }) => [source, target])])
}
