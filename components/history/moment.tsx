'use client'

import type { ReactNode } from 'react'
import { useLocale } from 'use-intl/react'
import { useRecordZone } from '@/components/zone'
import { showMoment } from '@/lib/shared/moments'

/** An instant of our own records, on the clock that was chosen. */
export function Moment({ at }: { at: number }): ReactNode {
  const { day, clock, exact } = showMoment(at, { locale: useLocale(), zone: useRecordZone() })
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={exact}
      className="flex flex-wrap gap-x-1.5 tabular-nums"
    >
      <span className="whitespace-nowrap">{day}</span>
      <span className="text-muted">{clock}</span>
    </time>
  )
}
