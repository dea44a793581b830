import { Graph, layout } from '@dagrejs/dagre'
import {
  type Box,
  fold,
  type Layout,
  type Place,
  READABLE,
  type Room,
  scaleToFit,
} from '@/components/graph/fold'

/** What a layout needs to know: plain values, which travel to a worker. */
export type LayoutTask = {
  keys: string[]
  edges: { source: string; target: string }[]
  box: Box
  /** `LR`: left to right. */
  direction: 'LR' | 'TB'
  room: Room
}

const GAPS = { LR: { across: 12, along: 52 }, TB: { across: 12, along: 30 } }
/** Above this the best ranking takes seconds, and nobody sees the difference. */
const EXACT_UP_TO = 120

/** Where each node stands, in the order of the keys: dagre's places, folded where its lines are too long for the room. */
export function layOut(task: LayoutTask): Layout {
  const { keys, edges, box, direction, room } = task
  if (keys.length === 0) return { places: [], width: 0, height: 0 }
  const gap = GAPS[direction]
  const graph = new Graph()
  graph.setGraph({
    rankdir: direction,
    nodesep: gap.across,
    ranksep: gap.along,
    ranker: keys.length > EXACT_UP_TO ? 'tight-tree' : 'network-simplex',
  })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const key of keys) graph.setNode(key, { ...box })
  for (const { source, target } of edges) graph.setEdge(source, target)
  layout(graph)
  const centres = keys.map((key) => graph.node(key) as { x: number; y: number })
  const plain = framed(
    centres.map(({ x, y }) => ({ x: x - box.width / 2, y: y - box.height / 2 })),
    box,
  )
  if (scaleToFit(plain, room) >= READABLE) return plain
  const folded = framed(fold({ places: plain.places, box, direction, room, gap }), box)
  // Folding bends long ways: it has to be worth it.
  return scaleToFit(folded, room) > scaleToFit(plain, room) * 1.3 ? folded : plain
}

function framed(places: readonly Place[], box: Box): Layout {
  const left = Math.min(...places.map(({ x }) => x))
  const top = Math.min(...places.map(({ y }) => y))
  const moved = places.map(({ x, y }) => ({ x: Math.round(x - left), y: Math.round(y - top) }))
  return {
    places: moved,
    width: Math.max(...moved.map(({ x }) => x)) + box.width,
    height: Math.max(...moved.map(({ y }) => y)) + box.height,
  }
}
