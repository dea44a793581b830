import { type RefObject, useLayoutEffect } from 'react'

export const HEADLINE = 'headline'

/** What goes with its reason leaves the keyboard at the headline, which says what has come of it. */
export function useFocusKept(area: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    return () => {
      // Runs before React takes the elements away.
      if (!area.current?.contains(document.activeElement)) return
      document.getElementById(HEADLINE)?.focus({ preventScroll: true })
    }
  }, [area])
}
