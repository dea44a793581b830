import type { GraphNode } from '@/components/graph/arrange'
import { type Box, type Layout, READABLE, type Room, scaleToFit } from '@/components/graph/places'
import { isActive } from '@/lib/shared/statuses'

export type View = { x: number; y: number; zoom: number }

const MARGIN = 20

/** The whole graph in the middle, no bigger than it was drawn. */
export function wholeView(layout: Layout, room: Room): View {
  const inner = { width: room.width - 2 * MARGIN, height: room.height - 2 * MARGIN }
  const zoom = Math.min(1, scaleToFit(layout, inner))
  return {
    x: (room.width - layout.width * zoom) / 2,
    y: (room.height - layout.height * zoom) / 2,
    zoom,
  }
}

/** The whole graph while its names can be read; else what is going on now, or its beginning. */
export function openingView(layout: Layout, room: Room, nodes: readonly GraphNode[], box: Box): View {
  const whole = wholeView(layout, room)
  if (whole.zoom >= READABLE) return whole
  const zoom = 1
  const at = layout.places[Math.max(0, nodes.findIndex(isGoingOn))] ?? { x: 0, y: 0 }
  return {
    x: clamp(room.width / 2 - (at.x + box.width / 2) * zoom, room.width, layout.width * zoom),
    y: clamp(room.height / 2 - (at.y + box.height / 2) * zoom, room.height, layout.height * zoom),
    zoom,
  }
}

function isGoingOn(node: GraphNode): boolean {
  if (node.kind === 'reference' || node.task.status === null) return false
  const { status } = node.task
  return (isActive(status) && status.name !== 'INIT' && status.name !== 'WAIT') || status.name === 'FAIL'
}

/** Leaves no empty strip where the graph reaches further; what is smaller than the room stands in its middle. */
function clamp(offset: number, room: number, size: number): number {
  if (size + 2 * MARGIN <= room) return (room - size) / 2
  return Math.min(MARGIN, Math.max(room - size - MARGIN, offset))
}
