'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { ZONE_COOKIE } from '@/lib/shared/locale'

const YEAR_S = 365 * 24 * 3600

/** Tells the server the browser's zone, so that pages written there show the person's own time. */
export function ZoneCookie(): null {
  const router = useRouter()
  useEffect(() => {
    const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)
    if (document.cookie.split('; ').includes(`${ZONE_COOKIE}=${zone}`)) return
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing where the page is served by plain http.
    document.cookie = `${ZONE_COOKIE}=${zone}; path=/; max-age=${YEAR_S}; samesite=lax`
    router.refresh()
  }, [router])
  return null
}
