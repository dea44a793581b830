'use client'

import { MiniMap, type Node, type NodeProps, Panel, ReactFlow, type ReactFlowInstance } from '@xyflow/react'
import { createContext, type FocusEvent, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { GraphNode } from '@/components/graph/arrange'
import { COMPACT } from '@/components/graph/boxes'
import { type Box, type Layout, type Place, READABLE } from '@/components/graph/fold'
import type { CanvasProps } from '@/components/graph/graph-canvas'
import { GraphControls } from '@/components/graph/graph-controls'
import { GraphEdges } from '@/components/graph/graph-edges'
import { Face } from '@/components/graph/graph-node'
import { nodeLook } from '@/components/graph/node-words'
import { openingView, wholeView } from '@/components/graph/opening-view'
import { steer } from '@/components/graph/steer'
import { TONE_COLOURS } from '@/components/graph/tones'
import '@/components/graph/graph.css'

type Props = CanvasProps & { layout: Layout; box: Box }

/** With more nodes the outline is the way for a keyboard. */
const MANY = 60
/** Names are too small to be read when the graph is seen from further away. */
const FAR = 0.45

const Known = createContext({ nodes: new Map<string, GraphNode>(), flowInstId: '', isCompact: false })

// Each node looks up what it shows, so that xyflow's own nodes stay what they are while states change.
function FlowNode({ id }: NodeProps): ReactNode {
  const { nodes, ...known } = useContext(Known)
  const node = nodes.get(id)
  return node === undefined ? null : <Face {...known} node={node} isTabStop={nodes.size <= MANY} />
}

const nodeTypes = { face: FlowNode }

function flowNode(id: string, position: Place, { width, height }: Box): Node {
  // xyflow would call each of them "node" to a screen reader, in English.
  return {
    id,
    type: 'face',
    position,
    width,
    height,
    data: {},
    domAttributes: { 'aria-roledescription': undefined },
  }
}

export function GraphDrawing({ arrangement, flowInstId, direction, room, layout, box }: Props): ReactNode {
  const t = useTranslations()
  const flow = useRef<ReactFlowInstance | null>(null)
  // The shape is the same as long as this is mounted: only states change.
  const [first] = useState(arrangement)
  const places = useMemo(
    () => new Map(first.nodes.map(({ key }, index) => [key, layout.places[index] ?? { x: 0, y: 0 }])),
    [first, layout],
  )
  const nodes = useMemo(() => [...places].map(([id, at]) => flowNode(id, at, box)), [places, box])
  const known = useMemo(
    () => ({
      nodes: new Map(arrangement.nodes.map((node) => [node.key, node])),
      flowInstId,
      isCompact: box === COMPACT,
    }),
    [arrangement, flowInstId, box],
  )
  const [opening] = useState(() => openingView(layout, room, first.nodes, box))
  const [isFar, setFar] = useState(opening.zoom < FAR)
  const [lit, setLit] = useState<string | null>(null)
  const hand = steer(() => flow.current, layout, room)

  function onFocus({ target }: FocusEvent<HTMLDivElement>): void {
    const key = target.closest<HTMLElement>('.react-flow__node')?.dataset.id
    const at = key === undefined ? undefined : places.get(key)
    setLit(key ?? null)
    if (at !== undefined && target.matches(':focus-visible')) hand.reveal(at, box)
  }

  return (
    <Known value={known}>
      <ReactFlow
        nodes={nodes}
        nodeTypes={nodeTypes}
        onInit={(instance) => {
          flow.current = instance
        }}
        defaultViewport={opening}
        minZoom={0.05}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements
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
        onMove={(_event, { zoom }) => setFar(zoom < FAR)}
        onNodeMouseEnter={(_event, { id }) => setLit(id)}
        onNodeMouseLeave={() => setLit(null)}
        onFocus={onFocus}
        onBlur={() => setLit(null)}
        onKeyDown={hand.onKeyDown}
        tabIndex={0}
        aria-label={t('graph.canvas', { count: nodes.length })}
        className={`graph-canvas ${isFar ? 'graph-far' : ''}`}
      >
        <GraphEdges edges={first.edges} places={places} box={box} direction={direction} lit={lit} />
        {wholeView(layout, room).zoom < READABLE && direction === 'LR' ? (
          <MiniMap
            pannable
            ariaLabel={t('graph.overview')}
            nodeColor={({ id }) => colourOf(known.nodes.get(id))}
            nodeBorderRadius={8}
          />
        ) : null}
        <Panel position="top-right">
          <GraphControls {...hand} />
        </Panel>
      </ReactFlow>
    </Known>
  )
}

function colourOf(node: GraphNode | undefined): string {
  return node === undefined ? 'var(--neutral)' : TONE_COLOURS[nodeLook(node).tone]
}
