'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { ranFor } from '@/lib/shared/enos-times'
import type { InstanceRow } from '@/lib/shared/instances'
import { isActive } from '@/lib/shared/statuses'

type Fields = Pick<InstanceRow, 'status' | 'started' | 'ended'>

/** `goesOn`: it still runs, where its status alone does not say. */
type Props = Fields & { goesOn?: boolean }

/** A run that goes on is measured against now: not where EnOS's times cannot be placed, as a guess would be wrong by hours. */
export function hasDuration({ status, started, ended, goesOn = isActive(status) }: Props): boolean {
  if (started === null) return false
  return ended === null ? goesOn && started.at !== null : ranFor(started, ended) !== null
}

/** How long a run has lasted. */
export function RunDuration({ status, started, ended, goesOn = isActive(status) }: Props): ReactNode {
  const t = useTranslations()
  const ran = started === null || ended === null ? null : ranFor(started, ended)
  if (ran !== null) return durationWords(t, ran)
  if (started === null || started.at === null || ended !== null || !goesOn) {
    return <span className="text-muted">{t('common.none')}</span>
  }
  return <Ticking since={started.at} />
}

function Ticking({ since }: { since: number }): ReactNode {
  const t = useTranslations()
  return durationWords(t, useNow() - since)
}
