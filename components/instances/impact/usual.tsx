'use client'

import { Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { minuteWords } from '@/components/duration-words'
import { Line } from '@/components/instances/impact/line'
import type { Tense } from '@/components/instances/impact/tense'
import { usualWords } from '@/components/instances/impact/usual-words'
import type { Impact } from '@/lib/shared/impact'

type Props = { impact: Impact; tense: Tense }

/** How long runs of the workflow usually take, and for how long this one has been running. */
export function Usual({ impact, tense }: Props): ReactNode {
  const { usual, runningMs, readAt, status } = impact
  const t = useTranslations()
  const now = useNow()
  const ran = runningMs === null ? null : runningMs + (tense === 'known' ? 0 : Math.max(0, now - readAt))
  const begun = status.name === 'SUSPEND' ? 'started' : 'running'
  const state = ran === null ? 'none' : begun
  const duration = ran === null ? '' : minuteWords(t, ran)
  if (usual !== null) {
    const { runs } = usual
    return (
      <Line icon={Timer}>{t(`${tense}.takes`, { usual: usualWords(t, usual), runs, state, duration })}</Line>
    )
  }
  return tense === 'known' && ran !== null ? (
    <Line icon={Timer}>{t('known.ran', { state, duration })}</Line>
  ) : null
}
