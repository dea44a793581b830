'use client'

import type { ReactNode } from 'react'
import { useLocale } from 'use-intl/react'
import { useRecordZone } from '@/components/zone'
import { showInstant } from '@/lib/shared/moments'

/** An instant to the millisecond, on the clock that was chosen; with its day where `before` was on another one. */
export function Instant({ at, before }: { at: number; before: number }): ReactNode {
  const options = { locale: useLocale(), zone: useRecordZone() }
  const { day, clock, exact } = showInstant(at, options)
  const isNewDay = showInstant(before, options).day !== day
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={exact}
      className="flex flex-wrap gap-x-1.5 whitespace-nowrap text-muted tabular-nums"
    >
      {isNewDay ? <span className="text-text">{day}</span> : null}
      {clock}
    </time>
  )
}
