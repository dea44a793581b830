'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { RecordActs } from '@/components/acts/record-acts'
import { useNow } from '@/components/clock'
import { Known } from '@/components/history/known'
import { RecordActions } from '@/components/history/record-actions'
import { RecordFacts } from '@/components/history/record-facts'
import { RecordHead } from '@/components/history/record-head'
import { recordHeadline } from '@/components/history/record-headline'
import { recordQuery } from '@/components/history/record-query'
import { RecordSkeleton } from '@/components/history/record-skeleton'
import { Timeline } from '@/components/history/timeline'
import { StaleNotice } from '@/components/instances/list-problem'
import { ProblemError } from '@/components/problem-error'
import { useEarlyPress } from '@/components/shell/early-press'
import { Bad } from '@/components/ui/callout'
import { useIsOnline } from '@/components/use-is-online'
import { isOpen } from '@/lib/shared/cancellation'

/** Some refreshes of an open record have failed. */
const STALE_AFTER_MS = 8_000

/** One cancellation as a story: how it ended, why it was asked for, and everything that happened. */
export function Record({ id }: { id: string }): ReactNode {
  const t = useTranslations()
  const { data: story, error, refetch } = useQuery(recordQuery(id))
  const isOnline = useIsOnline()
  useEarlyPress()
  const now = useNow()
  const headline = story === undefined ? null : recordHeadline(t, story, now)
  const name = story?.cancellation.flowName ?? ''
  const [first] = useState(headline)

  // The title of the window is Next's until something changes here.
  useEffect(() => {
    if (headline === null) return
    document.title = `${t('record.pageTitle', { outcome: headline, name })} · ${t('common.appName')}`
  }, [headline, name, t])
  if (story === undefined || headline === null) return <RecordSkeleton label={t('record.loading')} />
  const { cancellation, actions, timeline, impact, isAsWritten, awaySince } = story
  const problem = error instanceof ProblemError ? error.problem : null
  return (
    <article className="flex flex-col gap-5">
      <p aria-live="polite" className="sr-only">
        {headline === first ? '' : headline}
      </p>
      {problem?.code === 'not_found' ? (
        <Bad>{t('record.gone')}</Bad>
      ) : error === null && (isOnline || !isOpen(cancellation.state)) ? null : (
        <StaleNotice
          problem={problem}
          readAt={story.now}
          onRetry={() => void refetch()}
          // No clock beside the title tells it here.
          afterMs={isOnline ? STALE_AFTER_MS : 0}
        />
      )}
      <RecordHead cancellation={cancellation} headline={headline} awaySince={awaySince} now={now} t={t} />
      <RecordActions cancellation={cancellation} />
      <RecordActs cancellation={cancellation} actions={actions} />
      <div className="grid grid-cols-1 gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] lg:items-start">
        <div className="lg:col-start-2">
          <RecordFacts cancellation={cancellation} t={t} />
        </div>
        <div className="min-w-0 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <Timeline cancellation={cancellation} events={timeline} isAsWritten={isAsWritten} t={t} />
        </div>
        <div className="lg:col-start-2">
          <Known cancellation={cancellation} impact={impact} t={t} />
        </div>
      </div>
    </article>
  )
}
