import { type ReactNode, useCallback, useState } from 'react'
import type { KeyPage } from '@/components/keyboard/help-keys'
import type { KeyboardHelp } from '@/components/keyboard/keyboard-help'

const load = () => import('@/components/keyboard/keyboard-help')

/** The keys of a page, fetched when someone asks for them. */
export function useKeyboardHelp(page: KeyPage): { open: () => void; help: ReactNode } {
  const [Help, setHelp] = useState<typeof KeyboardHelp | null>(null)
  const open = useCallback(() => {
    load().then(
      (loaded) => setHelp(() => loaded.KeyboardHelp),
      () => undefined,
    )
  }, [])
  const close = useCallback(() => setHelp(null), [])
  return { open, help: Help && <Help page={page} onClose={close} /> }
}
