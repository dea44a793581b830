import { useSyncExternalStore } from 'react'

export type GraphView = 'graph' | 'outline'

const KEY = 'flowstop.graph-view'
const listeners = new Set<() => void>()
/** What was chosen where nothing can be stored. */
let chosen: GraphView | null = null

function stored(): GraphView | null {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'graph' || kept === 'outline' ? kept : null
  } catch {
    return null
  }
}

function choose(view: GraphView): void {
  chosen = view
  try {
    localStorage.setItem(KEY, view)
  } catch {
    // Storage may be full or forbidden.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What this browser showed last; at first a narrow window gets the outline. Null while nobody knows the window. */
export function useGraphView(): [GraphView | null, (view: GraphView) => void] {
  const view = useSyncExternalStore<GraphView | null>(
    subscribe,
    () => chosen ?? stored() ?? (matchMedia('(min-width: 640px)').matches ? 'graph' : 'outline'),
    () => null,
  )
  return [view, choose]
}
