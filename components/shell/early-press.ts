'use client'

import { useEffect } from 'react'

declare global {
  var flowstopEarlyPress: { pressed: HTMLElement | null; isOver: boolean } | undefined
}

/** Presses the button that somebody pressed within the page while it was on show but not yet at work. */
export function useEarlyPress(): void {
  useEffect(() => {
    const early = globalThis.flowstopEarlyPress
    if (early === undefined || early.isOver) return
    early.isOver = true
    if (early.pressed?.isConnected) early.pressed.click()
    early.pressed = null
  }, [])
}
