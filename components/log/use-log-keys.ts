import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { isDialogOpen, isTyping } from '@/components/keyboard/key-places'

type Keys = {
  region: RefObject<HTMLElement | null>
  field: RefObject<HTMLInputElement | null>
  step: (by: 1 | -1) => void
}

/**
 * Keys of a log: `/` to the search from anywhere on the page, and within the log F3 or n to the next match, with Shift to
 * the one before. The browser's own search and selection know only the rows in the page, so theirs are taken over.
 */
export function useLogKeys({ region, field, step }: Keys): (event: KeyboardEvent) => void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || isDialogOpen()) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [field])

  return (event) => {
    const isInRegion = region.current !== null && region.current === event.target
    const withControl = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (event.key === 'F3' || (isInRegion && key === 'n' && !withControl && !event.altKey)) {
      step(event.shiftKey ? -1 : 1)
    } else if (withControl && key === 'f' && event.target !== field.current) {
      field.current?.select()
    } else if (withControl && key === 'a' && isInRegion) {
      document.getSelection()?.selectAllChildren(region.current as HTMLElement)
    } else return
    event.preventDefault()
  }
}
