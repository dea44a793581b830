import { useSyncExternalStore } from 'react'

/** Whether anybody can see this page: not in a tab behind another one. */
export function useIsVisible(): boolean {
  return useSyncExternalStore(
    (notify) => {
      document.addEventListener('visibilitychange', notify)
      return () => document.removeEventListener('visibilitychange', notify)
    },
    () => document.visibilityState === 'visible',
    () => true,
  )
}
