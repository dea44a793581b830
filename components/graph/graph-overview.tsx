import { useStore } from '@xyflow/react'
import { type PointerEvent, type ReactNode, useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { GraphNode } from '@/components/graph/arrange'
import { nodeLook } from '@/components/graph/node-words'
import type { Box, Layout, Place, Room } from '@/components/graph/places'
import { TONE_COLOURS } from '@/components/graph/tones'
import type { Tone } from '@/components/ui/badge'

const MARGIN = 4

type Props = {
  nodes: readonly GraphNode[]
  places: ReadonlyMap<string, Place>
  layout: Layout
  box: Box
  room: Room
  size: Box
  /** The place that is to be in the middle. */
  onGo: (to: Place) => void
}

/** All of a graph that is too big to be read at once, and which part of it is seen; a press goes there. */
export function GraphOverview({ nodes, places, layout, box, room, size, onGo }: Props): ReactNode {
  const t = useTranslations()
  const scale = Math.min((size.width - 2 * MARGIN) / layout.width, (size.height - 2 * MARGIN) / layout.height)
  const left = (size.width - layout.width * scale) / 2
  const top = (size.height - layout.height * scale) / 2
  const paths = useMemo(() => pathsByTone(nodes, places, box), [nodes, places, box])
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    const frame = event.currentTarget.getBoundingClientRect()
    onGo({ x: (event.clientX - frame.left - left) / scale, y: (event.clientY - frame.top - top) / scale })
  }
  return (
    <svg
      role="img"
      aria-label={t('graph.overview')}
      width={size.width}
      height={size.height}
      className="graph-overview nopan block touch-none rounded-md border bg-surface"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event)
      }}
    >
      <g transform={`translate(${left},${top})scale(${scale})`}>
        {paths.map(({ tone, path }) => (
          <path key={tone} d={path} fill={TONE_COLOURS[tone]} />
        ))}
        <Seen room={room} />
      </g>
    </svg>
  )
}

/** Alone in following each move. */
function Seen({ room }: { room: Room }): ReactNode {
  const [x, y, zoom] = useStore(({ transform }) => transform)
  return (
    <rect
      x={-x / zoom}
      y={-y / zoom}
      width={room.width / zoom}
      height={room.height / zoom}
      className="graph-seen"
      vectorEffect="non-scaling-stroke"
    />
  )
}

/** One path for each colour: an element for each node would cost as much as the nodes. */
function pathsByTone(
  nodes: readonly GraphNode[],
  places: ReadonlyMap<string, Place>,
  { width, height }: Box,
): { tone: Tone; path: string }[] {
  const paths = new Map<Tone, string[]>()
  for (const node of nodes) {
    const at = places.get(node.key)
    if (at === undefined) continue
    const { tone } = nodeLook(node)
    const path = paths.get(tone) ?? []
    if (path.length === 0) paths.set(tone, path)
    path.push(`M${at.x},${at.y}h${width}v${height}h${-width}z`)
  }
  return [...paths].map(([tone, path]) => ({ tone, path: path.join('') }))
}
