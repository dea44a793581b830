import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { Freshness, RefreshButton } from '@/components/instances/freshness'
import { useIsOnline } from '@/components/use-is-online'
import { useRecordZone } from '@/components/zone'
import { showMoment } from '@/lib/shared/moments'

/** A page that is that much behind is not live, though nothing has failed: its tab was hidden, or EnOS is slow. */
const BEHIND_MS = 15_000

type Props = {
  readAt: number
  /** It can still change. */
  isLive: boolean
  /** How often it is read. */
  everyMs: number
  isFailing: boolean
  isFetching: boolean
  onRefresh: () => void
}

/** Whether the page follows what it shows, or when that was read; and a way to ask now. */
export function PageFreshness({ isLive, everyMs, ...reads }: Props): ReactNode {
  const isOnline = useIsOnline()
  const isBehind = useNow() - reads.readAt > everyMs + BEHIND_MS
  if (reads.isFailing || (isLive && !(isBehind && isOnline))) return <Freshness {...reads} />
  return (
    <div className="flex items-center gap-2 text-muted text-table tabular-nums">
      <ReadAt at={reads.readAt} isLive={isLive} />
      <RefreshButton isFetching={reads.isFetching} onRefresh={reads.onRefresh} />
    </div>
  )
}

function ReadAt({ at, isLive }: { at: number; isLive: boolean }): ReactNode {
  const t = useTranslations()
  const options = { locale: useLocale(), zone: useRecordZone() }
  const { day, clock, exact } = showMoment(at, options)
  const isToday = showMoment(useNow(), options).day === day
  const minute = clock.slice(0, 5)
  return (
    <time dateTime={new Date(at).toISOString()} title={exact}>
      {t(isLive ? 'reading.at' : 'reading.ended', { time: isToday ? minute : `${day} ${minute}` })}
    </time>
  )
}
