'use client'

import { useQuery } from '@tanstack/react-query'
import { FileX2, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ListError, StaleNotice } from '@/components/instances/list-problem'
import { LogSkeleton } from '@/components/log/log-skeleton'
import { LogViewer } from '@/components/log/log-viewer'
import { logFileName } from '@/components/log/save-log'
import { ProblemError } from '@/components/problem-error'
import { type KnownLog, logQuery, type TaskId } from '@/components/task/task-query'
import { Hint } from '@/components/ui/callout'
import { Notice } from '@/components/ui/notice'
import { useIsOnline } from '@/components/use-is-online'

/** Some refreshes have failed. */
const STALE_AFTER_MS = 15_000

type Props = { id: TaskId; name: string; startsWrapped: boolean }

/** The log of a task: none yet, none any more, or its text, which is read again while the task goes on. */
export function LogPanel({ id, name, startsWrapped }: Props): ReactNode {
  const { data: log, error, refetch } = useQuery(logQuery(id))
  const isOnline = useIsOnline()
  const t = useTranslations()
  const problem = error instanceof ProblemError ? error.problem : null
  const retry = (): void => void refetch()
  if (log === undefined) {
    return error === null ? (
      <LogSkeleton />
    ) : (
      <ListError title={t('log.errorTitle')} problem={problem} onRetry={retry} />
    )
  }
  const isLive = log.refreshAfterMs !== null
  return (
    <div className="flex flex-col gap-3">
      {error === null && (isOnline || !isLive) ? null : (
        <StaleNotice
          problem={problem}
          readAt={log.readAt}
          onRetry={retry}
          afterMs={isOnline ? STALE_AFTER_MS : 0}
        />
      )}
      <Known log={log} isLive={isLive} name={name} startsWrapped={startsWrapped} />
    </div>
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
