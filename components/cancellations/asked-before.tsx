'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { RecordLink } from '@/components/cancellations/record-link'
import { useNow } from '@/components/clock'
import { minuteWords } from '@/components/duration-words'
import { Hint } from '@/components/ui/callout'

const GRAIN_MS = 10_000
const MINUTE_MS = 60_000

/** Another owner was first: who and when, and the way to see how it goes. */
export function AskedBefore({ by, at, id }: { by: string; at?: number; id?: string }): ReactNode {
  const t = useTranslations()
  const ago = useNow(GRAIN_MS) - (at ?? 0)
  const when =
    ago < MINUTE_MS ? t('instances.justNow') : t('instances.ago', { duration: minuteWords(t, ago) })
  return (
    <Hint>
      <p>{at === undefined ? t('problems.already_asked', { by }) : t('cancel.alreadyAsked', { by, when })}</p>
      {id === undefined ? null : (
        <RecordLink id={id} className="inline-flex min-h-6 items-center font-medium text-accent">
          {t('cancel.followIt')}
        </RecordLink>
      )}
    </Hint>
  )
}
