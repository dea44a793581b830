'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY_MS = 5_000

/** Reads the page again while something on it is open, and when a person comes back to it. */
export function HistoryRefresher({ isLive }: { isLive: boolean }): null {
  const router = useRouter()
  useEffect(() => {
    function refresh(): void {
      if (document.visibilityState === 'visible') router.refresh()
    }
    document.addEventListener('visibilitychange', refresh)
    const timer = isLive ? setInterval(refresh, EVERY_MS) : undefined
    return () => {
      document.removeEventListener('visibilitychange', refresh)
      clearInterval(timer)
    }
  }, [router, isLive])
  return null
}
