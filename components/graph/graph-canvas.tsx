'use client'

import { useQuery } from '@tanstack/react-query'
import { ReactFlowProvider } from '@xyflow/react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { type Arrangement, shapeOf } from '@/components/graph/arrange'
import { boxFor } from '@/components/graph/boxes'
import { GraphDrawing } from '@/components/graph/graph-drawing'
import { type Frame, layoutQuery } from '@/components/graph/layout-query'

export type CanvasProps = Frame & { arrangement: Arrangement; flowInstId: string }

/** The graph, once it is known where everything stands. */
export default function GraphCanvas(props: CanvasProps): ReactNode {
  const t = useTranslations()
  const { arrangement, direction } = props
  const { data: layout } = useQuery(layoutQuery(arrangement, direction))
  // Said late enough that it does not flash where the places are known soon.
  if (layout === undefined) return <p className="graph-waiting p-3 text-muted">{t('graph.layingOut')}</p>
  return (
    // Another shape, or another way to read it, begins with a view of its own.
    <ReactFlowProvider key={`${direction}${shapeOf(arrangement)}`}>
      <GraphDrawing {...props} layout={layout} box={boxFor(arrangement.nodes)} />
    </ReactFlowProvider>
  )
}
