import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Section } from '@/components/instance-page/section'
import {
  type FactsById,
  filterTasks,
  orderTasks,
  type TaskColumn,
  type TaskSort,
} from '@/components/instance-page/tasks/order-tasks'
import { TaskHead } from '@/components/instance-page/tasks/task-head'
import { TaskRow } from '@/components/instance-page/tasks/task-row'
import { useOnScreen } from '@/components/instance-page/tasks/use-on-screen'
import { useTaskFacts } from '@/components/instance-page/tasks/use-task-facts'
import { problemSentence } from '@/components/problem-words'
import { inputLook } from '@/components/ui/field'
import type { InstanceGraph, TaskNode } from '@/lib/shared/instance-detail'

/** Fewer are found by eye. */
const FILTER_FROM = 16

type Props = { flowInstId: string; graph: InstanceGraph | null; readAt: number }

export function TasksSection({ flowInstId, graph, readAt }: Props): ReactNode {
  const t = useTranslations()
  if (graph !== null && graph.tasks.length > 0)
    return <Tasks flowInstId={flowInstId} tasks={graph.tasks} readAt={readAt} />
  return (
    <Section id="tasks" title={t('tasks.title')}>
      <p className="rounded-lg border bg-surface px-4 py-6 text-center text-muted">
        {t(graph === null ? 'tasks.graphBroken' : 'tasks.none')}
      </p>
    </Section>
  )
}

const NOTHING: FactsById = new Map()

function Tasks({
  flowInstId,
  tasks,
  readAt,
}: {
  flowInstId: string
  tasks: readonly TaskNode[]
  readAt: number
}): ReactNode {
  const t = useTranslations()
  const rows = useRef<HTMLTableSectionElement>(null)
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<TaskSort>({ column: 'state', isDescending: false })
  // As they were when the order was asked for: what is read later does not move rows under the pointer.
  const [sortedBy, setSortedBy] = useState({ facts: NOTHING, now: 0 })
  const shown = useMemo(
    () => orderTasks(filterTasks(tasks, search), sort, sortedBy),
    [tasks, search, sort, sortedBy],
  )
  const onScreen = useOnScreen(rows, shown)
  const { facts, isOffered, problem } = useTaskFacts(flowInstId, { onScreen, readAt })
  const isByFacts = sort.column !== 'name' && sort.column !== 'state'
  const unread = isByFacts
    ? tasks.filter(({ taskInstId }) => !sortedBy.facts.has(taskInstId ?? '')).length
    : 0

  function sortBy(column: TaskColumn): void {
    // The longest, the newest and the most tried are what is looked for; then the other way round.
    const isFirstDown = column !== 'name' && column !== 'state'
    setSort({ column, isDescending: sort.column === column ? !sort.isDescending : isFirstDown })
    setSortedBy({ facts, now: readAt })
  }

  return (
    <Section
      id="tasks"
      title={
        <>
          {t('tasks.title')} <span className="font-normal text-muted tabular-nums">{tasks.length}</span>
        </>
      }
      aside={
        tasks.length < FILTER_FROM ? null : (
          <input
            type="search"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            placeholder={t('tasks.find')}
            aria-label={t('tasks.find')}
            spellCheck={false}
            autoComplete="off"
            className={`${inputLook()} w-full sm:w-64`}
          />
        )
      }
    >
      {shown.length === 0 ? (
        <p className="rounded-lg border bg-surface px-4 py-6 text-center text-muted">{t('tasks.noMatch')}</p>
      ) : (
        <div className="overflow-clip rounded-lg border bg-surface">
          <table className="w-full text-left text-table max-sm:block sm:table-fixed">
            <caption className="sr-only">{t('tasks.title')}</caption>
            <TaskHead sort={sort} hasFacts={isOffered} onSort={sortBy} />
            <tbody ref={rows} className="max-sm:block">
              {shown.map((task) => (
                <TaskRow
                  key={task.nodeId}
                  flowInstId={flowInstId}
                  task={task}
                  facts={facts.get(task.taskInstId ?? '')}
                  hasFacts={isOffered}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="flex flex-col gap-1 text-meta text-muted">
        <p role="status" className="sr-only">
          {search === '' ? '' : t('tasks.found', { count: shown.length })}
        </p>
        <p role="status" className="sr-only">
          {t(sort.isDescending ? 'tasks.sortedDown' : 'tasks.sortedUp', {
            column: t(`tasks.column.${sort.column}`),
          })}
        </p>
        {unread > 0 ? <p>{t('tasks.unread', { count: unread })}</p> : null}
        {isOffered ? null : <p>{t('tasks.notOffered')}</p>}
        {problem === undefined ? null : (
          <p>
            {t('tasks.notRead')}{' '}
            {problem === null ? t('instances.noConnection') : problemSentence(t, problem)}
          </p>
        )}
      </div>
    </Section>
  )
}
