'use client'

import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { gatewayCallsQuery } from '@/components/calls/calls-query'
import { CallsSkeleton } from '@/components/calls/calls-skeleton'
import { LastMinute } from '@/components/calls/last-minute'
import { MinuteStrip } from '@/components/calls/minute-strip'
import { OperationTable } from '@/components/calls/operation-table'
import { useClockTime } from '@/components/calls/use-clock-time'
import { ProblemError } from '@/components/problem-error'
import { problemSentence } from '@/components/problem-words'
import { SignInAgain } from '@/components/shell/sign-in-again'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { ZoneMark } from '@/components/zone-mark'

/** What everybody's work costs EnOS, and how it answers. */
export function CallsView(): ReactNode {
  const t = useTranslations()
  const clockTime = useClockTime()
  const { data, error } = useQuery(gatewayCallsQuery)
  if (data === undefined) return <CallsSkeleton label={t('calls.loading')} />
  const readAt = clockTime(data.now)
  const isQuiet = data.operations.length === 0
  return (
    <div className="flex flex-col gap-4">
      {error === null ? null : <Stale error={error} time={readAt} />}
      <LastMinute calls={data} />
      {isQuiet ? (
        <Notice title={t('calls.emptyTitle')} text={t('calls.emptyText')}>
          <LinkButton href="/">{t('history.toInstances')}</LinkButton>
        </Notice>
      ) : (
        <>
          <MinuteStrip minutes={data.minutes} />
          <OperationTable operations={data.operations} />
        </>
      )}
      <p className="text-meta text-muted tabular-nums">
        {t('calls.readAt', { time: readAt })}
        <ZoneMark of="record" />
      </p>
    </div>
  )
}

function Stale({ error, time }: { error: Error; time: string }): ReactNode {
  const t = useTranslations()
  const problem = error instanceof ProblemError ? error.problem : null
  const sentence =
    problem === null
      ? t('calls.noConnection')
      : problem.code === 'not_found'
        ? t('calls.noLead')
        : problemSentence(t, problem)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-waiting/40 bg-waiting/10 px-4 py-2.5">
      <p role="status" className="flex min-w-0 flex-1 basis-60 gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-waiting" />
        <span>{t('calls.stale', { time, problem: sentence })}</span>
      </p>
      {problem?.code === 'signed_out' ? <SignInAgain tone="accent" /> : null}
    </div>
  )
}
