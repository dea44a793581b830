'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Arrangement, shapeOf } from '@/components/graph/arrange'
import { boxFor } from '@/components/graph/boxes'
import type { Room } from '@/components/graph/fold'
import { GraphDrawing } from '@/components/graph/graph-drawing'
import { layoutQuery } from '@/components/graph/layout-query'
import { innerRoom } from '@/components/graph/opening-view'

export type CanvasProps = {
  arrangement: Arrangement
  flowInstId: string
  direction: 'LR' | 'TB'
  room: Room
}

/** The graph, once it is known where everything stands. */
export default function GraphCanvas(props: CanvasProps): ReactNode {
  const { arrangement, direction, room } = props
  const shape = shapeOf(arrangement)
  const inner = innerRoom(room)
  const box = boxFor(arrangement.nodes, direction, inner)
  const keys = arrangement.nodes.map(({ key }) => key)
  const { data: layout } = useQuery(
    layoutQuery(shape, { keys, edges: arrangement.edges, box, direction, room: inner }),
  )
  if (layout === undefined) return null
  // Another shape, or another way to read it, begins with a view of its own.
  return <GraphDrawing key={`${direction}${shape}`} {...props} layout={layout} box={box} />
}
