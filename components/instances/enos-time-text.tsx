'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { showEnosTime } from '@/lib/shared/enos-times'
import type { EnosTime } from '@/lib/shared/instances'

const MINUTE_MS = 60_000

/** A time as EnOS wrote it; the whole of it, with its zone where that is known, on hover. */
export function EnosTimeText({ time }: { time: EnosTime | null }): ReactNode {
  const t = useTranslations()
  const now = useNow(MINUTE_MS)
  if (time === null) return <span className="text-muted">{t('common.none')}</span>
  const { short, exact, machine } = showEnosTime(time, now)
  const title =
    time.zone === null
      ? t('time.zoneUndecided', { time: exact })
      : t('time.inZone', { time: exact, zone: time.zone })
  return (
    <time dateTime={machine} title={title}>
      {short}
    </time>
  )
}
