'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { useRecordZone, useShownZone, useZones } from '@/components/zone'
import { zoneOffset } from '@/lib/shared/moments'

const HOUR_MS = 3_600_000

type Props = {
  /** `start`: only where EnOS writes it in another zone than the trigger, which has named its own. */
  of: 'trigger' | 'start' | 'record'
  /** Of the times beneath; unless said, as the list knows it. Nobody can put these on another clock. */
  isUndecided?: boolean
}

/** Names the zone of the times beneath, once. */
export function ZoneMark({ of, isUndecided }: Props): ReactNode {
  const t = useTranslations()
  const now = useNow(HOUR_MS)
  const { enos, listed } = useZones()
  const shown = useShownZone()
  const recordZone = useRecordZone()
  if (of === 'start' && (shown !== null || enos.run === enos.trigger)) return null
  // Those say themselves that they are EnOS's.
  if (of === 'trigger' && (isUndecided ?? listed?.trigger === null)) return null
  const zone = of === 'record' ? recordZone : (shown ?? (of === 'start' ? enos.run : enos.trigger))
  return (
    <span
      title={zone ?? t('time.enosUnknown')}
      className={`inline-block whitespace-pre font-normal tabular-nums ${of === 'start' ? '' : 'min-w-14'}`}
    >
      {' · '}
      {zone === null ? t('time.enosMark') : zoneOffset(zone, now)}
    </span>
  )
}
