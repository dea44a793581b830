import type { GraphNode } from '@/components/graph/arrange'
import { type Box, type Layout, type Place, READABLE, type Room, scaleToFit } from '@/components/graph/places'
import type { Status } from '@/lib/shared/statuses'

export type View = { x: number; y: number; zoom: number }

const MARGIN = 20
/** So many others are as good to see as one of the nodes that matter. */
const WORTH = 3

/** The whole graph in the middle, no bigger than it was drawn. */
export function wholeView(layout: Layout, room: Room): View {
  const zoom = Math.min(1, scaleToFit(layout, innerOf(room)))
  return {
    x: (room.width - layout.width * zoom) / 2,
    y: (room.height - layout.height * zoom) / 2,
    zoom,
  }
}

/** The whole graph while it can be read; else where something goes on or failed, or its beginning, with as much of the rest as there is room for. */
export function openingView(layout: Layout, room: Room, nodes: readonly GraphNode[], box: Box): View {
  const whole = wholeView(layout, room)
  if (whole.zoom >= READABLE) return whole
  const zoom = readableZoom(layout, innerOf(room))
  const seen = { width: room.width / zoom, height: room.height / zoom }
  const middle = middleOf(bestSeen(layout, seen, nodes, box), box)
  return {
    x: clamp(room.width / 2 - middle.x * zoom, room.width, layout.width * zoom),
    y: clamp(room.height / 2 - middle.y * zoom, room.height, layout.height * zoom),
    zoom,
  }
}

function innerOf({ width, height }: Room): Room {
  return { width: width - 2 * MARGIN, height: height - 2 * MARGIN }
}

/** A little smaller where that shows all of it in one direction. */
function readableZoom(layout: Layout, { width, height }: Room): number {
  const fitting = Math.max(width / layout.width, height / layout.height)
  return fitting >= READABLE ? Math.min(1, fitting) : 1
}

/** The places that are best seen together, in a part of this size that holds the first of those that matter. */
function bestSeen({ places }: Layout, seen: Box, nodes: readonly GraphNode[], box: Box): Place[] {
  const first = places[Math.max(0, nodes.findIndex(isWhatMatters))] ?? { x: 0, y: 0 }
  const near: { at: Place; worth: number }[] = []
  for (const [index, at] of places.entries()) {
    if (Math.abs(at.x - first.x) > seen.width || Math.abs(at.y - first.y) > seen.height) continue
    const node = nodes[index]
    near.push({ at, worth: node !== undefined && isWhatMatters(node) ? WORTH : 1 })
  }
  const size = { width: seen.width - 2 * MARGIN, height: seen.height - 2 * MARGIN }
  const found = near.map(({ at }) => at)
  const lefts = beginnings({ all: found.map(({ x }) => x), first: first.x, own: box.width, seen: size.width })
  const tops = beginnings({
    all: found.map(({ y }) => y),
    first: first.y,
    own: box.height,
    seen: size.height,
  })
  let [best, most]: [Place, number] = [first, 0]
  for (const x of lefts) {
    for (const y of tops) {
      let worth = 0
      for (const one of near) if (isInside(one.at, { x, y }, size, box)) worth += one.worth
      if (worth > most) [best, most] = [{ x, y }, worth]
    }
  }
  const together = found.filter((at) => isInside(at, best, size, box))
  return together.length === 0 ? [first] : together
}

type Span = { all: readonly number[]; first: number; own: number; seen: number }

/** Where a part may begin that holds the first node: with it in the middle, which is as good as any, or where a node begins. */
function beginnings({ all, first, own, seen }: Span): number[] {
  const starts = [...new Set(all)].filter((at) => at <= first && at + seen >= first + own)
  return [first + own / 2 - seen / 2, ...starts]
}

function isInside(at: Place, from: Place, size: Box, box: Box): boolean {
  return (
    at.x >= from.x &&
    at.y >= from.y &&
    at.x + box.width <= from.x + size.width &&
    at.y + box.height <= from.y + size.height
  )
}

function middleOf(places: readonly Place[], { width, height }: Box): Place {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  return {
    x: (Math.min(...xs) + Math.max(...xs) + width) / 2,
    y: (Math.min(...ys) + Math.max(...ys) + height) / 2,
  }
}

const MATTERS: ReadonlySet<Status['name']> = new Set<Status['name']>([
  'RUNNING',
  'RERUN',
  'READY',
  'SUSPEND',
  'FAIL',
  'TIMEOUT',
  'INTERNAL_ERROR',
])

/** It goes on, or went wrong. */
function isWhatMatters(node: GraphNode): boolean {
  return node.kind === 'task' && node.task.status !== null && MATTERS.has(node.task.status.name)
}

/** Leaves no empty strip where the graph reaches further; what is smaller than the room stands in its middle. */
function clamp(offset: number, room: number, size: number): number {
  if (size + 2 * MARGIN <= room) return (room - size) / 2
  return Math.min(MARGIN, Math.max(room - size - MARGIN, offset))
}
