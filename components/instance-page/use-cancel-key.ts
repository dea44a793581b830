import { useEffect } from 'react'
import { isDialogOpen, isTyping } from '@/components/keyboard/key-places'

/** `c` cancels, as on a row of the list. */
export function useCancelKey(isPaused: boolean): void {
  useEffect(() => {
    if (isPaused) return
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'c' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return
      if (isTyping(event.target) || isDialogOpen()) return
      const button = document.querySelector<HTMLElement>('[data-cancel]')
      if (button === null) return
      event.preventDefault()
      button.click()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isPaused])
}
