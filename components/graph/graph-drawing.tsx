'use client'

import { ReactFlow, type ReactFlowInstance, ViewportPortal } from '@xyflow/react'
import { useRouter } from 'next/navigation'
import {
  type FocusEvent,
  type MouseEvent,
  type ReactNode,
  startTransition,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslations } from 'use-intl/react'
import type { CanvasProps } from '@/components/graph/graph-canvas'
import { GraphControls } from '@/components/graph/graph-controls'
import { GraphEdges } from '@/components/graph/graph-edges'
import { GraphNodes } from '@/components/graph/graph-nodes'
import { GraphOverview } from '@/components/graph/graph-overview'
import { openingView, type View, wholeView } from '@/components/graph/opening-view'
import { type Box, type Layout, READABLE, type Room } from '@/components/graph/places'
import { sightAt } from '@/components/graph/sight'
import { steer } from '@/components/graph/steer'
import { areaFor } from '@/components/graph/visible-area'
import '@/components/graph/graph.css'

type Props = CanvasProps & { layout: Layout; box: Box }

/** With more nodes only those in view are drawn, and the outline is the way for a keyboard. */
const MANY = 60

/** What lies under the drawing, on no node: buttons, and beside them the overview. */
const BAR = { low: 46, high: 88 }
const BUTTONS = 120

function above(bar: number, { width, height }: Room): Room {
  return { width, height: height - bar }
}

function keyAt(target: EventTarget): string | null {
  return (target as Element).closest<HTMLElement>('[data-node]')?.dataset.node ?? null
}

export function GraphDrawing({
  arrangement,
  flowInstId,
  direction,
  layout,
  box,
  ...frame
}: Props): ReactNode {
  const t = useTranslations()
  const router = useRouter()
  const flow = useRef<ReactFlowInstance | null>(null)
  // The shape is the same as long as this is mounted: only states change.
  const [first] = useState(arrangement)
  const places = useMemo(
    () => new Map(first.nodes.map(({ key }, index) => [key, layout.places[index] ?? { x: 0, y: 0 }])),
    [first, layout],
  )
  const hasOverview = wholeView(layout, above(BAR.low, frame.room)).zoom < READABLE
  const bar = hasOverview ? BAR.high : BAR.low
  const room = above(bar, frame.room)
  const [opening] = useState(() => openingView(layout, room, first.nodes, box))
  const [sight, setSight] = useState(sightAt(opening.zoom))
  const [area, setArea] = useState(() => (first.nodes.length > MANY ? areaFor(opening, room, null) : null))
  const [lit, setLit] = useState<string | null>(null)
  const hand = steer(() => flow.current, layout, room)

  function onMove(view: View): void {
    // The drawing moves at once; what comes into it may take a moment.
    startTransition(() => {
      setSight(sightAt(view.zoom))
      if (area !== null) setArea((before) => areaFor(view, room, before))
    })
  }

  function onFocus({ target }: FocusEvent): void {
    const key = keyAt(target)
    const at = key === null ? undefined : places.get(key)
    setLit(key)
    if (at !== undefined && target.matches(':focus-visible')) hand.reveal(at, box)
  }

  function onClick(event: MouseEvent): void {
    const link = (event.target as Element).closest('a[href]')?.getAttribute('href')
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    if (!link?.startsWith('/') || !isPlain || event.defaultPrevented) return
    event.preventDefault()
    router.push(link)
  }

  return (
    <>
      <div style={{ height: room.height }}>
        <ReactFlow
          onInit={(instance) => {
            flow.current = instance
          }}
          defaultViewport={opening}
          minZoom={Math.min(0.05, wholeView(layout, room).zoom)}
          maxZoom={2}
          // The wheel scrolls the page; with Ctrl, and with two fingers, it zooms.
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          disableKeyboardA11y
          translateExtent={[
            [-room.width, -room.height],
            [layout.width + room.width, layout.height + room.height],
          ]}
          onMove={(_event, view) => onMove(view)}
          onMouseOver={({ target }) => setLit(keyAt(target))}
          onMouseLeave={() => setLit(null)}
          onFocus={onFocus}
          onBlur={() => setLit(null)}
          onClick={onClick}
          onKeyDown={hand.onKeyDown}
          tabIndex={0}
          aria-label={t('graph.canvas', { count: first.nodes.length })}
          data-sight={sight}
          className="graph-canvas"
        >
          <ViewportPortal>
            <GraphEdges
              edges={first.edges}
              places={places}
              passes={layout.passes}
              box={box}
              direction={direction}
              lit={lit}
            />
            <GraphNodes
              nodes={arrangement.nodes}
              places={places}
              box={box}
              area={area}
              isFar={sight === 'shape'}
              flowInstId={flowInstId}
            />
          </ViewportPortal>
        </ReactFlow>
      </div>
      <div className="flex items-center justify-end gap-2 border-t bg-surface px-2" style={{ height: bar }}>
        {hasOverview ? (
          <GraphOverview
            nodes={arrangement.nodes}
            places={places}
            layout={layout}
            box={box}
            room={room}
            size={{ width: room.width - BUTTONS, height: bar - 14 }}
            onGo={hand.centre}
          />
        ) : null}
        <GraphControls {...hand} />
      </div>
    </>
  )
}
