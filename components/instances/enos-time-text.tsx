'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow, useZone } from '@/components/clock'
import { showEnosTime } from '@/lib/shared/enos-times'
import type { EnosTime } from '@/lib/shared/instances'

const MINUTE_MS = 60_000

/** A time of EnOS on the person's clock; what EnOS wrote, and where it was, on hover. Undecided, it says whose time it is. */
export function EnosTimeText({ time }: { time: EnosTime | null }): ReactNode {
  const t = useTranslations()
  const now = useNow(MINUTE_MS)
  const zone = useZone()
  if (time === null) return <span className="text-muted">{t('common.none')}</span>
  const { short, exact, machine } = showEnosTime(time, { now, zone })
  const { text, zone: enosZone } = time
  const isDecided = time.at !== null && enosZone !== null
  const title = isDecided
    ? t('time.inZone', { time: exact, zone, text, enosZone })
    : t('time.zoneUndecided', { time: exact })
  return (
    <time dateTime={machine} title={title}>
      {short}
      {isDecided ? null : <span className="text-meta text-muted"> {t('time.enosMark')}</span>}
    </time>
  )
}
