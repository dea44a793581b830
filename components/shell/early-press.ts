'use client'

import { useEffect } from 'react'

/** The page itself, or what stands around it on every page. */
type Place = 'content' | 'shell'

declare global {
  /** What was pressed last, by the places that are not at work yet. */
  var flowstopEarlyPress: Partial<Record<Place, HTMLElement | null>> | undefined
}

/** Presses the button that somebody pressed while it was on show but not yet at work. */
export function useEarlyPress(place: Place = 'content'): void {
  useEffect(() => {
    const early = globalThis.flowstopEarlyPress
    const pressed = early?.[place]
    delete early?.[place]
    if (pressed?.isConnected) pressed.click()
  }, [place])
}
