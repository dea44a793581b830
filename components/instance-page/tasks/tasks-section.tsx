import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Section } from '@/components/instance-page/section'
import { tellingOf } from '@/components/instance-page/tasks/facts-due'
import { filterTasks, orderTasks, type TaskColumn } from '@/components/instance-page/tasks/order-tasks'
import { TaskHead } from '@/components/instance-page/tasks/task-head'
import { TaskRow } from '@/components/instance-page/tasks/task-row'
import { useOnScreen } from '@/components/instance-page/tasks/use-on-screen'
import { useKeptFacts, useTaskFacts } from '@/components/instance-page/tasks/use-task-facts'
import { useTaskView } from '@/components/instance-page/tasks/use-task-view'
import { problemSentence } from '@/components/problem-words'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import type { InstanceGraph, TaskNode } from '@/lib/shared/instance-detail'

/** Fewer are found by eye. */
const FILTER_FROM = 16
/** The first of more are those that need a look, and hundreds of rows hold the page up: the others come when asked for. */
const MOST_SHOWN = 60

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
  const [view, change] = useTaskView()
  const { sort, isWhole } = view
  const hasFilter = tasks.length >= FILTER_FROM
  const search = hasFilter ? view.search : ''
  const kept = useKeptFacts(flowInstId)
  // As they were when the order was asked for: what is read later does not move rows under the pointer.
  const [sortedBy, setSortedBy] = useState({ facts: kept, now: readAt })
  const found = useMemo(
    () => orderTasks(filterTasks(tasks, search), sort, sortedBy),
    [tasks, search, sort, sortedBy],
  )
  const shown = useMemo(() => (isWhole ? found : found.slice(0, MOST_SHOWN)), [found, isWhole])
  const onScreen = useOnScreen(rows, shown)
  const { known, facts, isOffered, problem } = useTaskFacts(flowInstId, { onScreen, readAt })
  const isByFacts = sort.column !== 'name' && sort.column !== 'state'
  const unread = isByFacts
    ? tasks.filter(({ taskInstId }) => !sortedBy.facts.has(taskInstId ?? '')).length
    : 0

  function sortBy(column: TaskColumn): void {
    // The longest, the newest and the most tried are what is looked for; then the other way round.
    const isFirstDown = column !== 'name' && column !== 'state'
    change({
      sort: { column, isDescending: sort.column === column ? !sort.isDescending : isFirstDown },
    })
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
        !hasFilter ? null : (
          <input
            type="search"
            value={search}
            onChange={({ target }) => change({ search: target.value })}
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
                  telling={tellingOf(task, known)}
                  hasFacts={isOffered}
                />
              ))}
            </tbody>
          </table>
          {shown.length === found.length ? null : (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2 text-muted text-table">
              <p>{t('tasks.firstOf', { shown: shown.length, count: found.length })}</p>
              <Button size="small" onClick={() => change({ isWhole: true })}>
                {t('tasks.showAll', { count: found.length })}
              </Button>
            </div>
          )}
        </div>
      )}
      <div className="flex flex-col gap-1 text-meta text-muted">
        <p role="status" className="sr-only">
          {search === '' ? '' : t('tasks.found', { count: found.length })}
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
