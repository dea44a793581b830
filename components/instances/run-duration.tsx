'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import type { InstanceRow } from '@/lib/shared/instances'
import { isActive } from '@/lib/shared/statuses'

type Fields = Pick<InstanceRow, 'status' | 'started' | 'ended'>

/** How long a run has lasted; nothing where EnOS's times cannot be placed, because a guess would be wrong by hours. */
export function RunDuration({ status, started, ended }: Fields): ReactNode {
  const t = useTranslations()
  const startedAt = started?.at ?? null
  const endedAt = ended?.at ?? null
  if (startedAt === null) return <span className="text-muted">{t('common.none')}</span>
  if (endedAt !== null) return durationWords(t, endedAt - startedAt)
  if (!isActive(status)) return <span className="text-muted">{t('common.none')}</span>
  return <Ticking since={startedAt} />
}

function Ticking({ since }: { since: number }): ReactNode {
  const t = useTranslations()
  return durationWords(t, useNow() - since)
}
