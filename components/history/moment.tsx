import type { ReactNode } from 'react'
import type { Locale } from '@/lib/shared/locale'
import { showMoment } from '@/lib/shared/moments'

export function Moment({ at, locale, zone }: { at: number; locale: Locale; zone: string }): ReactNode {
  const { day, clock, exact } = showMoment(at, { locale, zone })
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
