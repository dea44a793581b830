'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'

const TICK_MS = 1000
/** A difference below this is the time an answer travels, not a clock that is wrong. */
const TOLERATED_MS = 2000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let offset = 0
let current = Date.now()

function tick(): void {
  current = Date.now() + offset
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (timer === undefined) {
    current = Date.now() + offset
    timer = setInterval(tick, TICK_MS)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Follows the server's clock: a laptop that is minutes wrong must not show minutes that never were. */
export function followServerClock(serverNow: number): void {
  const difference = serverNow - Date.now()
  offset = Math.abs(difference) > TOLERATED_MS ? difference : 0
}

export function readClock(): number {
  return Date.now() + offset
}

const RenderedAt = createContext(0)

/** The server's time of rendering, so that the first frame in the browser says what the server said. */
export function Clock({ now, children }: { now: number; children: ReactNode }): ReactNode {
  return <RenderedAt value={now}>{children}</RenderedAt>
}

/** Now (Unix ms), rounded down to `grain`: a component is drawn again only when that changes. */
export function useNow(grain = TICK_MS): number {
  const renderedAt = useContext(RenderedAt)
  const round = (at: number) => Math.floor(at / grain) * grain
  return useSyncExternalStore(
    subscribe,
    () => round(current),
    () => round(renderedAt),
  )
}
