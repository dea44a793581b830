'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY_MS = 5_000

/** Whether a refresh would succeed: one that fails would put an error in place of the page. */
async function isServerWell(): Promise<boolean> {
  return fetch('/api/health', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** Reads the page again while something on it is open, and when a person comes back to it. */
export function HistoryRefresher({ isLive }: { isLive: boolean }): null {
  const router = useRouter()
  useEffect(() => {
    let isGone = false
    async function refresh(): Promise<void> {
      if (document.visibilityState !== 'visible' || !navigator.onLine) return
      if ((await isServerWell()) && !isGone) router.refresh()
    }
    document.addEventListener('visibilitychange', refresh)
    const timer = isLive ? setInterval(refresh, EVERY_MS) : undefined
    return () => {
      isGone = true
      document.removeEventListener('visibilitychange', refresh)
      clearInterval(timer)
    }
  }, [router, isLive])
  return null
}
