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
  const freeKey = keysFor(nodes)
  for (const reference of references) {
    const key = freeKey(reference.nodeId)
    nodes.set(key, { key, after: [], level: 0, kind: 'reference', reference })
  }
  for (const task of tasks) {
    const key = freeKey(task.nodeId)
    nodes.set(key, { key, after: [], level: 0, kind: 'task', task })
  }
  const kept: Arrangement['edges'] = []
  const before = new Map<GraphNode, Set<string>>()
  let [strayEdges, hasLoop] = [0, false]
  for (const { source, target } of edges) {
    const to = nodes.get(target)
    if (to === undefined || !nodes.has(source)) strayEdges += 1
    else if (source === target) hasLoop = true
    else {
      const known = before.get(to) ?? new Set()
      before.set(to, known)
      if (known.has(source)) continue
      known.add(source)
      to.after.push(source)
      kept.push({ source, target })
    }
  }
  hasLoop = setLevels(nodes) || hasLoop
  const sorted = [...nodes.values()].sort((a, b) => a.level - b.level)
  return { nodes: sorted, edges: kept, hasLoop, strayEdges }
}

/** A graph may name hundreds of nodes alike: counted on from the last of a name. */
function keysFor(taken: ReadonlyMap<string, unknown>): (id: string) => string {
  const last = new Map<string, number>()
  return (id) => {
    if (id !== '' && !taken.has(id)) return id
    let n = last.get(id) ?? 2
    while (taken.has(`${id} ${n}`)) n += 1
    last.set(id, n + 1)
    return `${id} ${n}`
  }
}

/** A node is one level below the lowest that it waits for. Where only loops are left, the first node breaks one. */
function setLevels(nodes: ReadonlyMap<string, GraphNode>): boolean {
  const before = new Map([...nodes.values()].map(({ key, after }) => [key, after.length]))
  const next = new Map<string, string[]>()
  for (const { key, after } of nodes.values()) {
    for (const source of after) {
      const known = next.get(source)
      if (known) known.push(key)
      else next.set(source, [key])
    }
  }
  const left = new Set(nodes.keys())
  const reached: string[] = []
  let ready = [...left].filter((key) => before.get(key) === 0)
  let hasLoop = false
  while (left.size > 0) {
    if (ready.length === 0) {
      hasLoop = true
      ready = [breakingLoop(left, reached)]
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
        else reached.push(target)
      }
    }
    ready = found
  }
  return hasLoop
}

/** Of the nodes that are left one that is reached already, so that what led there stays before it; else the first. */
function breakingLoop(left: ReadonlySet<string>, reached: string[]): string {
  for (let key = reached.pop(); key !== undefined; key = reached.pop()) if (left.has(key)) return key
  const [first = ''] = left
  return first
}

/** Names the nodes and edges: two graphs of one shape are drawn at the same places. */
export function shapeOf({ nodes, edges }: Arrangement): string {
  return JSON.stringify([nodes.map(({ key }) => key), edges.map(({ source, target }) => [source, target])])
}
