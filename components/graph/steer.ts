import type { ReactFlowInstance } from '@xyflow/react'
import type { KeyboardEvent } from 'react'
import { wholeView } from '@/components/graph/opening-view'
import type { Box, Layout, Place, Room } from '@/components/graph/places'

const PAN_PX = 80
const MOTION_MS = 150

export type Steering = {
  zoomIn: () => void
  zoomOut: () => void
  fit: () => void
  /** Moves a place into view that is not. */
  reveal: (at: Place, box: Box) => void
  /** Brings a place into the middle. */
  centre: (at: Place) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function motion(): { duration: number } {
  return { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MOTION_MS }
}

/** Moves what is seen of a graph: by buttons, by keys, and after the focus. */
export function steer(flow: () => ReactFlowInstance | null, layout: Layout, room: Room): Steering {
  const zoomIn = () => void flow()?.zoomIn(motion())
  const zoomOut = () => void flow()?.zoomOut(motion())
  const fit = () => void flow()?.setViewport(wholeView(layout, room), motion())

  function pan(x: number, y: number): void {
    const view = flow()?.getViewport()
    if (view !== undefined) void flow()?.setViewport({ ...view, x: view.x + x, y: view.y + y })
  }

  function reveal(at: Place, { width, height }: Box): void {
    const view = flow()?.getViewport()
    if (view === undefined) return
    const [x, y] = [at.x * view.zoom + view.x, at.y * view.zoom + view.y]
    const isInside =
      x >= 0 && y >= 0 && x + width * view.zoom <= room.width && y + height * view.zoom <= room.height
    if (isInside) return
    void flow()?.setCenter(at.x + width / 2, at.y + height / 2, { zoom: view.zoom, ...motion() })
  }

  function centre({ x, y }: Place): void {
    const view = flow()?.getViewport()
    if (view !== undefined) void flow()?.setCenter(x, y, { zoom: view.zoom })
  }

  const keys: Record<string, () => void> = {
    '+': zoomIn,
    '=': zoomIn,
    '-': zoomOut,
    '0': fit,
    ArrowLeft: () => pan(PAN_PX, 0),
    ArrowRight: () => pan(-PAN_PX, 0),
    ArrowUp: () => pan(0, PAN_PX),
    ArrowDown: () => pan(0, -PAN_PX),
  }
  function onKeyDown(event: KeyboardEvent): void {
    const act = keys[event.key]
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  }
  return { zoomIn, zoomOut, fit, reveal, centre, onKeyDown }
}
