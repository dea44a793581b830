import { type ReactNode, useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl/react'
import { Section } from '@/components/instance-page/section'
import { tellingOf } from '@/components/instance-page/tasks/facts-due'
import { OrderNote } from '@/components/instance-page/tasks/order-note'
import { isByFacts } from '@/components/instance-page/tasks/order-tasks'
import { orderWords } from '@/components/instance-page/tasks/order-words'
import { TaskHead } from '@/components/instance-page/tasks/task-head'
import { TaskRow } from '@/components/instance-page/tasks/task-row'
import { STANDARD } from '@/components/instance-page/tasks/task-view'
import { useKnownTasks } from '@/components/instance-page/tasks/use-known-tasks'
import { useOnScreen } from '@/components/instance-page/tasks/use-on-screen'
import { useReadTasks } from '@/components/instance-page/tasks/use-read-tasks'
import { useTaskOrder } from '@/components/instance-page/tasks/use-task-order'
import { useTaskView } from '@/components/instance-page/tasks/use-task-view'
import { problemSentence } from '@/components/problem-words'
import { useEarlyInput } from '@/components/shell/early-input'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import type { InstanceGraph, TaskNode } from '@/lib/shared/instance-detail'

/** Fewer are found by eye. */
const FILTER_FROM = 16
/** The first of more are those that need a look, and hundreds of rows hold the page up: the others come when asked for. */
const MOST_SHOWN = 60

type Shown = {
  flowInstId: string
  /** False: EnOS is known to tell nothing of a task beside the graph. */
  isOffered: boolean
  readAt: number
}

export function TasksSection({ graph, ...shown }: Shown & { graph: InstanceGraph | null }): ReactNode {
  const t = useTranslations()
  if (graph !== null && graph.tasks.length > 0) return <Tasks {...shown} tasks={graph.tasks} />
  return (
    <Section id="tasks" title={t('tasks.title')}>
      <p className="rounded-lg border bg-surface px-4 py-6 text-center text-muted">
        {t(graph === null ? 'tasks.graphBroken' : 'tasks.none')}
      </p>
    </Section>
  )
}

function Tasks({ flowInstId, tasks, readAt, ...given }: Shown & { tasks: readonly TaskNode[] }): ReactNode {
  const t = useTranslations()
  const rows = useRef<HTMLTableSectionElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [view, change] = useTaskView()
  const [told, note] = useKnownTasks(flowInstId)
  const { known, problem } = told
  const isOffered = given.isOffered && told.notOfferedAt < readAt
  const sort = isOffered || !isByFacts(view.sort) ? view.sort : STANDARD
  const hasFilter = tasks.length >= FILTER_FROM
  const search = hasFilter ? view.search : ''
  const find = (typed: string): void => change({ search: typed })
  useEarlyInput(field, search, find)
  const order = useTaskOrder({ tasks, search, sort, change, told, readAt })
  const { found, truth } = order
  const shown = useMemo(() => (view.isWhole ? found : found.slice(0, MOST_SHOWN)), [found, view.isWhole])
  const onScreen = useOnScreen(rows, shown)
  useReadTasks(told, note, { flowInstId, isOffered, onScreen, rest: order.rest, readAt })

  const why =
    problem === undefined
      ? null
      : problem === null
        ? t('instances.noConnection')
        : problemSentence(t, problem)
  const isSaidAbove = isByFacts(sort) && truth.kind === 'part'

  function showAll(): void {
    flushSync(() => change({ isWhole: true }))
    // The button is gone: who used it goes on with what it brought.
    rows.current?.children[shown.length]?.querySelector('a')?.focus({ preventScroll: true })
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
            ref={field}
            type="search"
            value={search}
            onChange={({ target }) => find(target.value)}
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
            <TaskHead sort={sort} isTrue={truth.kind === 'whole'} hasFacts={isOffered} onSort={order.sortBy}>
              {isByFacts(sort) ? (
                <OrderNote truth={truth} why={why} onReadRest={order.readRest} onStop={order.stop} />
              ) : null}
            </TaskHead>
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
              <Button size="small" onClick={showAll}>
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
          {orderWords(t, sort, truth)}
        </p>
        {isOffered ? null : <p>{t('tasks.notOffered')}</p>}
        {why === null || isSaidAbove ? null : (
          <p>
            {t('tasks.notRead')} {why}
          </p>
        )}
      </div>
    </Section>
  )
}
