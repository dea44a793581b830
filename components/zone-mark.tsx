'use client'

import type { ReactNode } from 'react'
import { useNow, useZone } from '@/components/clock'
import { zoneOffset } from '@/lib/shared/moments'

const HOUR_MS = 3_600_000

/** Names the zone of the times beneath, once. */
export function ZoneMark(): ReactNode {
  const zone = useZone()
  return (
    <span title={zone} className="inline-block min-w-14 whitespace-pre font-normal tabular-nums">
      {' · '}
      {zoneOffset(zone, useNow(HOUR_MS))}
    </span>
  )
}
