import { memo, type ReactNode, useMemo } from 'react'
import type { GraphNode } from '@/components/graph/arrange'
import { Face, FarFace } from '@/components/graph/graph-node'
import type { Box, Place } from '@/components/graph/places'
import { type Area, isWithin } from '@/components/graph/visible-area'

type Props = {
  nodes: readonly GraphNode[]
  places: ReadonlyMap<string, Place>
  box: Box
  /** Nodes beside it are not drawn; null: all are. */
  area: Area | null
  isFar: boolean
  flowInstId: string
}

/** The nodes in view. xyflow's own would each watch its store and their size, which hundreds make felt. */
export const GraphNodes = memo(function GraphNodes(props: Props): ReactNode {
  const { nodes, places, box, area, isFar, flowInstId } = props
  const seen = useMemo(() => {
    return nodes.filter(({ key }) => {
      const at = places.get(key)
      return at !== undefined && (area === null || isWithin(area, at, box))
    })
  }, [nodes, places, box, area])
  return seen.map((node) => {
    const { x, y } = places.get(node.key) ?? { x: 0, y: 0 }
    return (
      <div
        key={node.key}
        data-node={node.key}
        className="graph-node"
        style={{ transform: `translate(${x}px,${y}px)`, width: box.width, height: box.height }}
      >
        {isFar ? (
          <FarFace node={node} flowInstId={flowInstId} isTabStop={area === null} />
        ) : (
          <Face node={node} flowInstId={flowInstId} isTabStop={area === null} />
        )}
      </div>
    )
  })
})
