import { Graph, layout } from '@dagrejs/dagre'
import { GAPS, PER_ROW } from '@/components/graph/boxes'
import { type Box, type Layout, type Place, sizeOf } from '@/components/graph/places'
import { orderRanks } from '@/components/graph/rank-order'

/** What a layout needs to know: plain values, which travel to a worker. */
export type LayoutTask = {
  keys: string[]
  edges: { source: string; target: string }[]
  box: Box
  /** `LR`: left to right. */
  direction: 'LR' | 'TB'
}

/** Between two edges that pass a rank. */
const EDGE_GAP = 8
/** Above this the best ranking takes seconds, and nobody sees the difference. */
const EXACT_UP_TO = 120

const POINT: Box = { width: 0, height: 0 }

/** Where each node stands, in the order of the keys, and where each edge passes the ranks between its ends. */
export function layOut(task: LayoutTask): Layout {
  const { keys, edges, box, direction } = task
  const linked = new Set(edges.flatMap(({ source, target }) => [source, target]))
  const { known, passes, ...rest } = linked.size === 0 ? NOTHING : drawn(task, linked)
  const gap = GAPS[direction]
  const step = { x: box.width + gap.x, y: box.height + gap.y }
  const perRow = Math.max(PER_ROW[direction], Math.floor((rest.width + gap.x) / step.x))
  const top = linked.size === 0 ? 0 : rest.height + 2 * gap.y
  let alone = 0
  const places = keys.map((key): Place => {
    const at = known.get(key)
    if (at !== undefined) return at
    const n = alone++
    return { x: (n % perRow) * step.x, y: top + Math.floor(n / perRow) * step.y }
  })
  const all = sizeOf(places, box)
  return {
    places,
    passes,
    width: Math.max(all.width, rest.width),
    height: Math.max(all.height, rest.height),
  }
}

type Drawn = Box & { known: ReadonlyMap<string, Place>; passes: Place[][] }

const NOTHING: Drawn = { known: new Map(), passes: [], ...POINT }

/** What is linked, as dagre lays it out. Its lines cut the corners of nodes: only where they pass ranks is kept. */
function drawn({ keys, edges, box, direction }: LayoutTask, linked: ReadonlySet<string>): Drawn {
  const isAcross = direction === 'LR'
  const gap = GAPS[direction]
  const graph = new Graph()
  graph.setGraph({
    rankdir: direction,
    nodesep: isAcross ? gap.y : gap.x,
    edgesep: EDGE_GAP,
    ranksep: isAcross ? gap.x : gap.y,
    ranker: linked.size > EXACT_UP_TO ? 'tight-tree' : 'network-simplex',
  })
  graph.setDefaultEdgeLabel(() => ({}))
  // Names of our own: those that EnOS sends may mean something to an object.
  const names = new Map(keys.filter((key) => linked.has(key)).map((key, index) => [key, `n${index}`]))
  const nameOf = (key: string): string => names.get(key) ?? ''
  for (const name of names.values()) graph.setNode(name, { ...box })
  for (const { source, target } of edges) graph.setEdge(nameOf(source), nameOf(target))
  layout(graph, { customOrder: (ranked) => orderRanks(ranked, [...names.values()]) })

  const middles = new Map([...names].map(([key, name]) => [key, graph.node(name) as Place]))
  const rankAt = ({ x, y }: Place): number => Math.round(isAcross ? x : y)
  const ranks = new Set([...middles.values()].map(rankAt))
  const points = edges.map(({ source, target }): Place[] => {
    const { points: found } = graph.edge(nameOf(source), nameOf(target)) as { points: Place[] }
    return found.slice(1, -1).filter((point) => ranks.has(rankAt(point)))
  })
  return framed(middles, points, box)
}

function framed(middles: ReadonlyMap<string, Place>, points: readonly Place[][], box: Box): Drawn {
  const half = { x: box.width / 2, y: box.height / 2 }
  let [left, top] = [0, 0]
  for (const { x, y } of middles.values()) {
    left = Math.max(left, half.x - x)
    top = Math.max(top, half.y - y)
  }
  for (const { x, y } of points.flat()) {
    left = Math.max(left, -x)
    top = Math.max(top, -y)
  }
  const moved = (x: number, y: number): Place => ({ x: Math.round(x + left), y: Math.round(y + top) })
  const known = new Map([...middles].map(([key, { x, y }]) => [key, moved(x - half.x, y - half.y)]))
  const passes = points.map((some) => some.map(({ x, y }) => moved(x, y)))
  const [nodes, edges] = [sizeOf([...known.values()], box), sizeOf(passes.flat(), POINT)]
  return {
    known,
    passes,
    width: Math.max(nodes.width, edges.width),
    height: Math.max(nodes.height, edges.height),
  }
}
