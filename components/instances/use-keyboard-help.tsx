import { type ReactNode, useCallback, useState } from 'react'
import type { KeyboardHelp } from '@/components/instances/keyboard-help'

const load = () => import('@/components/instances/keyboard-help')

/** The list of keys, fetched when someone asks for it. */
export function useKeyboardHelp(): { open: () => void; help: ReactNode } {
  const [Help, setHelp] = useState<typeof KeyboardHelp | null>(null)
  const open = useCallback(() => {
    load().then(
      (loaded) => setHelp(() => loaded.KeyboardHelp),
      () => undefined,
    )
  }, [])
  const close = useCallback(() => setHelp(null), [])
  return { open, help: Help && <Help onClose={close} /> }
}
