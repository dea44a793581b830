import Link from 'next/link'
import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { isUnstarted } from '@/components/instance-page/tasks/facts-due'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import { RunDuration } from '@/components/instances/run-duration'
import { StatusBadge } from '@/components/instances/status-badge'
import { taskPath } from '@/lib/shared/addresses'
import type { TaskNode } from '@/lib/shared/instance-detail'
import type { TaskFacts } from '@/lib/shared/tasks'

type Props = {
  flowInstId: string
  task: TaskNode
  /** Undefined: not read, or not told. */
  facts: TaskFacts | undefined
  hasFacts: boolean
}

/** A table row from 640 px on; a card below. */
export const TaskRow = memo(function TaskRow({ flowInstId, task, facts, hasFacts }: Props): ReactNode {
  const t = useTranslations()
  const { nodeId, taskInstId, name, status } = task
  const shown = isUnstarted(task) ? undefined : facts
  // The graph is read more often than the task.
  const state = status ?? shown?.status ?? null
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
          <Cell name={t('instances.started')} isEmpty={!shown?.started}>
            <EnosTimeText time={shown?.started ?? null} />
          </Cell>
          <Cell name={t('instances.duration')} isEmpty={!shown?.started} className="text-right">
            {shown === undefined ? (
              <span className="text-muted">{t('common.none')}</span>
            ) : (
              <RunDuration status={shown.status} started={shown.started} ended={shown.ended} />
            )}
          </Cell>
          <Cell name={t('tasks.retries')} isEmpty={!shown?.retries} className="text-right sm:pr-4">
            <Retries facts={shown} />
          </Cell>
        </>
      ) : null}
    </tr>
  )
})

function Retries({ facts }: { facts: TaskFacts | undefined }): ReactNode {
  const t = useTranslations()
  const { retries = null, mostRetries = null } = facts ?? {}
  if (retries === null) return <span className="text-muted">{t('common.none')}</span>
  return mostRetries === null ? retries : t('tasks.retriesOf', { retries, most: mostRetries })
}

type CellProps = { name: string; isEmpty: boolean; className?: string; children: ReactNode }

/** A cell that a card names; a card leaves out what there is not. */
function Cell({ name, isEmpty, className = '', children }: CellProps): ReactNode {
  const inCard = isEmpty ? 'max-sm:hidden' : 'max-sm:flex'
  return (
    <td
      className={`whitespace-nowrap py-1 pr-3 tabular-nums max-sm:col-span-2 max-sm:justify-between max-sm:gap-3 max-sm:p-0 ${inCard} ${className}`}
    >
      <span className="text-muted sm:hidden">{name}</span>
      <span>{children}</span>
    </td>
  )
}
