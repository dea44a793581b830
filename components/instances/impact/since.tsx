'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import type { EnosTime } from '@/lib/shared/instances'

type Props = {
  since: EnosTime
  /** Null while it goes on. */
  until: number | null
}

/** Since when a task runs, and for how long. */
export function Since({ since, until }: Props): ReactNode {
  const t = useTranslations()
  return (
    <span className="whitespace-nowrap text-muted tabular-nums">
      {t('impact.since')} <EnosTimeText time={since} />
      {since.at === null ? null : (
        <>
          {' · '}
          {until === null ? <Ticking at={since.at} /> : durationWords(t, until - since.at)}
        </>
      )}
    </span>
  )
}

function Ticking({ at }: { at: number }): ReactNode {
  const t = useTranslations()
  return <span aria-live="off">{durationWords(t, useNow() - at)}</span>
}
