'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { PageFreshness } from '@/components/instance-page/page-freshness'
import { ListError, StaleNotice } from '@/components/instances/list-problem'
import { StatusBadge, statusWord } from '@/components/instances/status-badge'
import { PageHelp } from '@/components/keyboard/page-help'
import { LogPanel } from '@/components/log/log-panel'
import { ProblemError } from '@/components/problem-error'
import { useEarlyPress } from '@/components/shell/early-press'
import { TaskCommand } from '@/components/task/task-command'
import { TaskFacts } from '@/components/task/task-facts'
import { TaskNotFound } from '@/components/task/task-not-found'
import { logQuery, type TaskId, taskQuery } from '@/components/task/task-query'
import { TaskSkeleton } from '@/components/task/task-skeleton'
import { taskTitle } from '@/components/task/task-title'
import { Bad } from '@/components/ui/callout'
import { CopyButton } from '@/components/ui/copy-button'
import { useIsOnline } from '@/components/use-is-online'
import { useLastProblem } from '@/components/use-last-problem'
import type { Problem } from '@/lib/shared/problems'
import type { TaskDetail } from '@/lib/shared/tasks'

type Props = {
  id: TaskId
  firstProblem: Problem | null
  startsWrapped: boolean
  /** The way back. */
  children: ReactNode
}

/** One task of an instance, and what it has written. Live while it can change. */
export function TaskView({ id, firstProblem, startsWrapped, children }: Props): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  const client = useQueryClient()
  useEarlyPress()
  const { data: task, error, isFetching } = useQuery(taskQuery(id))
  // Its panel asks for it: here it only counts whether that fails.
  const { error: logError } = useQuery({ ...logQuery(id), enabled: false })
  const failure = error instanceof ProblemError ? error.problem : null
  const failed = useLastProblem(error, firstProblem)
  const refresh = (): void => {
    for (const { queryKey } of [taskQuery(id), logQuery(id)])
      void client.refetchQueries({ queryKey, exact: true })
  }
  if (task === undefined) {
    if (failed?.problem?.code === 'not_found') return <TaskNotFound t={t} />
    return (
      <div className="flex flex-col gap-3">
        {children}
        {failed ? (
          <ListError title={t('task.errorTitle')} problem={failed.problem} onRetry={refresh} />
        ) : (
          <TaskSkeleton />
        )}
      </div>
    )
  }
  const isLive = task.refreshAfterMs !== null
  const isBad = error !== null || (!isOnline && isLive)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {children}
        {isBad || !isLive || logError === null ? (
          <PageFreshness
            readAt={task.readAt}
            isLive={isLive}
            everyMs={task.refreshAfterMs ?? 0}
            isFailing={error !== null}
            isFetching={isFetching}
            onRefresh={refresh}
          />
        ) : (
          <LogStale />
        )}
      </div>
      {failure?.code === 'not_found' ? (
        <Bad>{t('task.gone')}</Bad>
      ) : isBad ? (
        <StaleNotice problem={failure} readAt={task.readAt} onRetry={refresh} />
      ) : null}
      <Shown task={task} id={id} startsWrapped={startsWrapped} isFailing={isBad} />
    </div>
  )
}

/** A page of which a part stands still is not live; the part itself says how old it is. */
function LogStale(): ReactNode {
  const t = useTranslations()
  return (
    <p className="flex items-center gap-1.5 font-medium text-table text-waiting">
      <TriangleAlert aria-hidden className="size-4" />
      {t('task.logStale')}
    </p>
  )
}

type ShownProps = { task: TaskDetail; id: TaskId; startsWrapped: boolean; isFailing: boolean }

function Shown({ task, id, startsWrapped, isFailing }: ShownProps): ReactNode {
  const t = useTranslations()
  const standing = task.status === null ? null : statusWord(t, task.status)
  const title = taskTitle(t, task)
  const [first] = useState(standing)

  // The title of the window is Next's until something changes here.
  useEffect(() => {
    document.title = `${title} · ${t('common.appName')}`
  }, [title, t])
  return (
    <article className="flex flex-col gap-4">
      <p aria-live="polite" className="sr-only">
        {standing === first ? '' : standing}
      </p>
      <header className="flex flex-col gap-2">
        <div>
          <h1 className="text-balance break-words font-semibold text-page">
            <bdi>{task.name || task.taskInstId}</bdi>
          </h1>
          <p className="flex flex-wrap items-center gap-x-1 text-muted">
            <span className="break-all font-mono text-meta">{task.taskInstId}</span>
            <CopyButton text={task.taskInstId} className="-my-1" />
          </p>
        </div>
        {task.status === null ? (
          <p className="text-muted text-table">{t('task.noStatus')}</p>
        ) : (
          <div>
            <StatusBadge status={task.status} t={t} />
          </div>
        )}
      </header>
      <TaskFacts task={task} />
      {task.hasCommand ? <TaskCommand id={id} /> : null}
      <LogPanel
        id={id}
        name={task.name || task.taskInstId}
        startsWrapped={startsWrapped}
        isReasonSaid={isFailing}
      />
      <PageHelp page="task" />
    </article>
  )
}
