'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import type { Translate } from '@/components/translate'
import { useShownZone } from '@/components/zone'
import { showEnosTime } from '@/lib/shared/enos-times'
import type { EnosTime } from '@/lib/shared/instances'

const MINUTE_MS = 60_000

/** A time of EnOS on the clock that was chosen; what EnOS wrote, and where it was, on hover. Undecided, it says whose time it is. */
export function EnosTimeText({ time }: { time: EnosTime | null }): ReactNode {
  const t = useTranslations()
  const locale = useLocale()
  const now = useNow(MINUTE_MS)
  const shown = useShownZone()
  if (time === null) return <span className="text-muted">{t('common.none')}</span>
  const { short, exact, machine } = showEnosTime(time, { now, zone: shown, locale })
  return (
    <time dateTime={machine} title={titleOf(t, { time, exact, shown })}>
      {short}
      {time.at !== null ? null : <span className="text-meta text-muted"> {t('time.enosMark')}</span>}
    </time>
  )
}

type Words = { time: EnosTime; exact: string; shown: string | null }

function titleOf(t: Translate, { time: { at, text, zone }, exact, shown }: Words): string {
  if (zone === null) return t('time.zoneUndecided', { time: exact })
  if (at === null) return t('time.hourUndecided', { time: exact, zone })
  return shown === null
    ? t('time.inEnosZone', { time: exact, zone })
    : t('time.inZone', { time: exact, zone: shown, text, enosZone: zone })
}
