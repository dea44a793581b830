import Link from 'next/link'
import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Telling } from '@/components/instance-page/tasks/facts-due'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import { RunDuration } from '@/components/instances/run-duration'
import { StatusBadge } from '@/components/instances/status-badge'
import { retryWords } from '@/components/task/retry-words'
import { taskPath } from '@/lib/shared/addresses'
import type { TaskNode } from '@/lib/shared/instance-detail'
import type { TaskFacts } from '@/lib/shared/tasks'

type Props = {
  flowInstId: string
  task: TaskNode
  telling: Telling
  hasFacts: boolean
}

/** A table row from 640 px on; a card below. */
export const TaskRow = memo(function TaskRow({ flowInstId, task, telling, hasFacts }: Props): ReactNode {
  const t = useTranslations()
  const { nodeId, taskInstId, name, status } = task
  const facts = telling === null || typeof telling === 'string' ? null : telling
  const isUnread = typeof telling === 'string'
  const started = facts?.started ?? null
  // The graph is read more often than the task.
  const state = status ?? facts?.status ?? null
  return (
    <tr
      data-task={nodeId}
      className="h-10 border-t first:border-t-0 hover:bg-raised/60 max-sm:grid max-sm:h-auto max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-1 max-sm:px-3 max-sm:py-2.5"
    >
      <td className="py-1 pr-3 pl-4 font-medium max-sm:p-0">
        <span className="block break-words sm:line-clamp-2" title={name}>
          {taskInstId === null ? (
            <bdi>{name}</bdi>
          ) : (
            <Link
              href={taskPath(flowInstId, taskInstId)}
              prefetch={false}
              className="underline-offset-2 hover:underline"
            >
              <bdi>{name === '' ? taskInstId : name}</bdi>
            </Link>
          )}
        </span>
      </td>
      <td className="py-1 pr-3 max-sm:p-0">
        {state === null ? (
          <span className="text-muted">{t('common.none')}</span>
        ) : (
          <StatusBadge status={state} t={t} />
        )}
      </td>
      {hasFacts ? (
        <>
          <Cell name={t('instances.started')} isInCard={started !== null || isUnread}>
            {isUnread ? <Unread telling={telling} className="w-24" /> : <EnosTimeText time={started} />}
          </Cell>
          <Cell name={t('instances.duration')} isInCard={started !== null || isUnread} className="text-right">
            {isUnread ? <Unread telling={telling} className="w-16" /> : <Duration facts={facts} />}
          </Cell>
          <Cell name={t('tasks.retries')} isInCard={Boolean(facts?.retries)} className="text-right sm:pr-4">
            {isUnread ? <Unread telling={telling} className="w-10" /> : <Retries facts={facts} />}
          </Cell>
        </>
      ) : null}
    </tr>
  )
})

/** The place of what is being read, or could not be. */
function Unread({ telling, className }: { telling: 'reading' | 'failed'; className: string }): ReactNode {
  const t = useTranslations()
  const motion = telling === 'reading' ? 'breathing' : ''
  return (
    <span
      title={t(`tasks.${telling}`)}
      className={`${motion} inline-block h-3 rounded bg-line align-middle ${className}`}
    >
      <span className="sr-only">{t(`tasks.${telling}`)}</span>
    </span>
  )
}

function Duration({ facts }: { facts: TaskFacts | null }): ReactNode {
  const t = useTranslations()
  if (facts === null) return <span className="text-muted">{t('common.none')}</span>
  return <RunDuration status={facts.status} started={facts.started} ended={facts.ended} />
}

function Retries({ facts }: { facts: TaskFacts | null }): ReactNode {
  const t = useTranslations()
  const words = facts === null ? t('common.none') : retryWords(t, facts)
  return <span className={facts?.retries ? '' : 'text-muted'}>{words}</span>
}

type CellProps = { name: string; isInCard: boolean; className?: string; children: ReactNode }

/** A cell that a card names; a card leaves out what there is not. */
function Cell({ name, isInCard, className = '', children }: CellProps): ReactNode {
  const inCard = isInCard ? 'max-sm:flex' : 'max-sm:hidden'
  return (
    <td
      className={`whitespace-nowrap py-1 pr-3 tabular-nums max-sm:col-span-2 max-sm:justify-between max-sm:gap-3 max-sm:p-0 ${inCard} ${className}`}
    >
      <span className="text-muted sm:hidden">{name}</span>
      <span>{children}</span>
    </td>
  )
}
