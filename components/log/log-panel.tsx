'use client'

import { useQuery } from '@tanstack/react-query'
import { FileX2, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ListError } from '@/components/instances/list-problem'
import { LogAge, LogReason } from '@/components/log/log-age'
import { LogSkeleton } from '@/components/log/log-skeleton'
import { LogViewer } from '@/components/log/log-viewer'
import { logFileName } from '@/components/log/save-log'
import { ProblemError } from '@/components/problem-error'
import type { KnownLog } from '@/components/task/next-log'
import { isAskedAgain, logQuery, type TaskId } from '@/components/task/task-query'
import { Hint } from '@/components/ui/callout'
import { Notice } from '@/components/ui/notice'
import type { Problem } from '@/lib/shared/problems'

type Props = {
  id: TaskId
  name: string
  startsWrapped: boolean
  /** The page says already why nothing is refreshed. */
  isReasonSaid: boolean
}

/** The log of a task: none yet, none any more, or its text, which is read again while the task goes on. */
export function LogPanel({ id, name, startsWrapped, isReasonSaid }: Props): ReactNode {
  const { data: log, error, refetch } = useQuery(logQuery(id))
  const t = useTranslations()
  const problem = error instanceof ProblemError ? error.problem : null
  const retry = (): void => void refetch()
  const isLive = log !== undefined && log.refreshAfterMs !== null
  const isFailing = error !== null
  return (
    <section aria-labelledby="log" className="flex flex-col gap-2">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id="log" className="font-semibold text-title">
          {t('log.title')}
        </h2>
        {log === undefined || !(isLive || isFailing) ? null : (
          <LogAge
            readAt={log.readAt}
            isFailing={isFailing}
            isTrying={isLive && isAskedAgain(error)}
            onRetry={retry}
          />
        )}
      </div>
      {log === undefined ? (
        <Unknown problem={problem} isFailing={isFailing} onRetry={retry} />
      ) : (
        <>
          {isFailing && !isReasonSaid ? <LogReason problem={problem} readAt={log.readAt} /> : null}
          <Known log={log} isLive={isLive} name={name} startsWrapped={startsWrapped} />
        </>
      )}
    </section>
  )
}

type UnknownProps = { problem: Problem | null; isFailing: boolean; onRetry: () => void }

function Unknown({ problem, isFailing, onRetry }: UnknownProps): ReactNode {
  const t = useTranslations()
  return isFailing ? (
    <ListError title={t('log.errorTitle')} problem={problem} onRetry={onRetry} />
  ) : (
    <LogSkeleton />
  )
}

type KnownProps = { log: KnownLog; isLive: boolean; name: string; startsWrapped: boolean }

function Known({ log, isLive, name, startsWrapped }: KnownProps): ReactNode {
  const t = useTranslations()
  if (log.kind === 'none' || log.text === '') {
    return isLive ? (
      <Notice
        icon={<Hourglass aria-hidden className="size-7" />}
        title={t('log.noneYetTitle')}
        text={t('log.noneYetText')}
      />
    ) : (
      <Notice
        icon={<FileX2 aria-hidden className="size-7" />}
        title={t('log.noneTitle')}
        text={t('log.noneText')}
      />
    )
  }
  return (
    <>
      <div role="status" className="empty:hidden">
        {log.change === null ? null : <Hint>{t(`log.${log.change}`)}</Hint>}
      </div>
      {log.isCut ? <Hint>{t('log.cut')}</Hint> : null}
      <LogViewer
        raw={log.text}
        label={t('log.of', { name })}
        fileName={logFileName(name, log.readAt)}
        isLive={isLive}
        startsWrapped={startsWrapped}
      />
    </>
  )
}
