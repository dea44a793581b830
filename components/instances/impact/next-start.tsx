'use client'

import { CalendarClock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { minuteWords } from '@/components/duration-words'
import { Line } from '@/components/instances/impact/line'
import type { Tense } from '@/components/instances/impact/tense'
import { useShownZone } from '@/components/zone'
import { showEnosTime } from '@/lib/shared/enos-times'
import type { Impact } from '@/lib/shared/impact'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

type Props = Pick<Impact, 'schedule'> & { tense: Tense }

/** When the schedule starts the workflow again. */
export function NextStart({ schedule: { isPeriodic, isActive, nextStart }, tense }: Props): ReactNode {
  const t = useTranslations()
  const locale = useLocale()
  const shown = useShownZone()
  const now = useNow(MINUTE_MS)
  if (!isPeriodic) return null
  if (isActive === false) return <Line icon={CalendarClock}>{t(`${tense}.paused`)}</Line>
  if (nextStart === null) {
    return isActive ? <Line icon={CalendarClock}>{t(`${tense}.startUnknown`)}</Line> : null
  }
  const { short, machine } = showEnosTime(nextStart, { now, zone: shown, locale })
  const zone = (nextStart.at === null ? null : shown) ?? nextStart.zone ?? ''
  const inMs = nextStart.at === null ? null : nextStart.at - now
  const isSoon = tense === 'impact' && inMs !== null && inMs >= MINUTE_MS && inMs < DAY_MS
  let words = t(`${tense}.startsAgain`, { time: short, zone })
  if (isActive === null) words = t(`${tense}.startsUnlessPaused`, { time: short, zone })
  else if (isSoon) words = t('impact.startsAgainIn', { time: short, zone, duration: minuteWords(t, inMs) })
  return (
    <Line icon={CalendarClock}>
      <time dateTime={machine}>{words}</time>
    </Line>
  )
}
