import { type RefObject, useEffect, useRef } from 'react'

/** For what scrolls and shrinks when there is something to say below it: who types in it goes on seeing where. */
export function useFocusedInView<Box extends HTMLElement>(): RefObject<Box | null> {
  const box = useRef<Box>(null)
  useEffect(() => {
    const within = box.current
    if (within === null) return
    const observer = new ResizeObserver(() => {
      const focused = document.activeElement
      if (within.contains(focused)) focused?.scrollIntoView({ block: 'nearest' })
    })
    observer.observe(within)
    return () => observer.disconnect()
  }, [])
  return box
}
