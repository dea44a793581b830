'use client'

import { type ReactNode, useEffect } from 'react'
import { HelpButton } from '@/components/keyboard/help-button'
import type { KeyPage } from '@/components/keyboard/help-keys'
import { isDialogOpen, isTyping } from '@/components/keyboard/key-places'
import { useKeyboardHelp } from '@/components/keyboard/use-keyboard-help'

/** `?`, and a button at its end, show the keys of a page. */
export function PageHelp({ page }: { page: KeyPage }): ReactNode {
  const { open, help } = useKeyboardHelp(page)
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return
      if (isTyping(event.target) || isDialogOpen()) return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [open])
  return (
    <>
      {/* A log ends with its page: a button below would push its last lines out of sight. */}
      {page === 'task' ? null : (
        <div className="flex justify-end text-muted max-sm:hidden">
          <HelpButton onOpen={open} />
        </div>
      )}
      {help}
    </>
  )
}
