'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import type { EnosTime } from '@/lib/shared/instances'

type Props = {
  since: EnosTime
  /** What is suspended has started, but nobody knows for how long it ran. */
  isRunning: boolean
  /** Null while it goes on. */
  until: number | null
}

/** When a task started, and for how long it has been running. */
export function Since({ since, isRunning, until }: Props): ReactNode {
  const t = useTranslations()
  return (
    <span className="text-muted tabular-nums">
      {t(isRunning ? 'impact.since' : 'impact.started')} <EnosTimeText time={since} />
      {since.at === null || !isRunning ? null : (
        <span className="whitespace-nowrap">
          {' · '}
          {until === null ? <Ticking at={since.at} /> : durationWords(t, until - since.at)}
        </span>
      )}
    </span>
  )
}

function Ticking({ at }: { at: number }): ReactNode {
  const t = useTranslations()
  return <span aria-live="off">{durationWords(t, useNow() - at)}</span>
}
