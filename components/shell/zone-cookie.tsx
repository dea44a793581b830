'use client'

import { useEffect } from 'react'
import { keepPreference } from '@/components/shell/preference'
import { ZONE_COOKIE } from '@/lib/shared/locale'

/** Tells the server where the browser is, so that pages written there show the person's own time. */
export function ZoneCookie(): null {
  useEffect(() => {
    keepPreference(ZONE_COOKIE, Intl.DateTimeFormat().resolvedOptions().timeZone)
  }, [])
  return null
}
