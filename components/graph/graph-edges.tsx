import { type ReactNode, useMemo } from 'react'
import type { Arrangement } from '@/components/graph/arrange'
import { edgeHead, edgeLine } from '@/components/graph/edge-paths'
import type { Box, Layout, Place } from '@/components/graph/places'

type Props = {
  edges: Arrangement['edges']
  places: ReadonlyMap<string, Place>
  passes: Layout['passes']
  box: Box
  direction: 'LR' | 'TB'
  /** The node whose edges stand out. */
  lit: string | null
}

/** All edges in two paths: a component for each would cost more than all nodes together. */
export function GraphEdges({ edges, places, passes, box, direction, lit }: Props): ReactNode {
  const paths = useMemo(() => {
    return edges.flatMap(({ source, target }, index) => {
      const [from, to] = [places.get(source), places.get(target)]
      if (from === undefined || to === undefined) return []
      const [route, drawing] = [
        { from, to, passes: passes[index] ?? [] },
        { box, direction },
      ]
      return [{ source, target, line: edgeLine(route, drawing), head: edgeHead(route, drawing) }]
    })
  }, [edges, places, passes, box, direction])
  const all = useMemo(() => joined(paths), [paths])
  const near = joined(lit === null ? [] : paths.filter((one) => one.source === lit || one.target === lit))
  return (
    <svg aria-hidden className="pointer-events-none absolute top-0 left-0 size-px overflow-visible">
      <path className="graph-line" d={all.lines} />
      <path className="graph-head" d={all.heads} />
      <g className="graph-lit">
        <path className="graph-line" d={near.lines} />
        <path className="graph-head" d={near.heads} />
      </g>
    </svg>
  )
}

function joined(paths: readonly { line: string; head: string }[]): { lines: string; heads: string } {
  return {
    lines: paths.map(({ line }) => line).join(''),
    heads: paths.map(({ head }) => head).join(''),
  }
}
