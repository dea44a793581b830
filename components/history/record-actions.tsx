'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { AskAgain, CheckNow } from '@/components/history/ask'
import { type CancellationView, isOverdue } from '@/lib/shared/cancellation'

/** What a person can do about a cancellation that does not end, or of which track was lost. */
export function RecordActions({ cancellation }: { cancellation: CancellationView }): ReactNode {
  const t = useTranslations()
  const now = useNow()
  const { state, askAgainAt } = cancellation
  if (state === 'lost_track') return <CheckNow cancellation={cancellation} />
  if (!isOverdue(cancellation, now)) return null
  if (askAgainAt === null) return <p className="text-muted text-table">{t('record.askAgainOwner')}</p>
  if (now < askAgainAt) {
    // Rounded up: after "0 s" the button would have to be there.
    const duration = durationWords(t, Math.ceil((askAgainAt - now) / 1000) * 1000)
    return <p className="text-muted text-table">{t('record.askAgainSoon', { duration })}</p>
  }
  // Another attempt is another question.
  return <AskAgain key={cancellation.attempts} cancellation={cancellation} />
}
