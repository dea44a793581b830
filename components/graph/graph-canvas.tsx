'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Arrangement, shapeOf } from '@/components/graph/arrange'
import { boxFor } from '@/components/graph/boxes'
import { GraphDrawing } from '@/components/graph/graph-drawing'
import { type Frame, layoutQuery } from '@/components/graph/layout-query'
import { innerRoom } from '@/components/graph/opening-view'

export type CanvasProps = Frame & { arrangement: Arrangement; flowInstId: string }

/** The graph, once it is known where everything stands. */
export default function GraphCanvas(props: CanvasProps): ReactNode {
  const { arrangement, direction, room } = props
  const { data: layout } = useQuery(layoutQuery(arrangement, props))
  if (layout === undefined) return null
  const box = boxFor(arrangement.nodes, direction, innerRoom(room))
  // Another shape, or another way to read it, begins with a view of its own.
  return <GraphDrawing key={`${direction}${shapeOf(arrangement)}`} {...props} layout={layout} box={box} />
}
