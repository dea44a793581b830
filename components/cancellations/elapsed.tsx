'use client'

import type { ReactNode } from 'react'
import { useNow } from '@/components/clock'
import { formatElapsed } from '@/lib/shared/durations'

/** A stopwatch that runs. Silent for screen readers, which would read every second. */
export function Elapsed({ since }: { since: number }): ReactNode {
  const now = useNow()
  return <span aria-live="off">{formatElapsed(now - since)}</span>
}
