'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Arrangement, shapeOf } from '@/components/graph/arrange'
import type { Room } from '@/components/graph/fold'
import { GraphDrawing } from '@/components/graph/graph-drawing'
import { COMPACT_FROM } from '@/components/graph/graph-node'
import { layoutQuery } from '@/components/graph/layout-query'

export type CanvasProps = {
  arrangement: Arrangement
  flowInstId: string
  direction: 'LR' | 'TB'
  room: Room
}

const ROOMY = { width: 200, height: 52 }
const COMPACT = { width: 176, height: 32 }

/** The graph, once it is known where everything stands. */
export default function GraphCanvas(props: CanvasProps): ReactNode {
  const { arrangement, direction, room } = props
  const shape = shapeOf(arrangement)
  const box = arrangement.nodes.length >= COMPACT_FROM ? COMPACT : ROOMY
  const keys = arrangement.nodes.map(({ key }) => key)
  const { data: layout } = useQuery(
    layoutQuery(shape, { keys, edges: arrangement.edges, box, direction, room }),
  )
  if (layout === undefined) return null
  // Another shape, or another way to read it, begins with a view of its own.
  return <GraphDrawing key={`${direction}${shape}`} {...props} layout={layout} box={box} />
}
