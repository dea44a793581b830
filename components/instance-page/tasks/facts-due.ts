import type { FactsById } from '@/components/instance-page/tasks/order-tasks'
import type { TaskNode } from '@/lib/shared/instance-detail'
import { isActive } from '@/lib/shared/statuses'
import { MOST_TASKS_ASKED, type TaskFacts } from '@/lib/shared/tasks'

/** The graph tells that something has changed; EnOS may tell it of the task a little later. */
const CHANGED_MS = 10_000
/** Of a task that runs, only its retries may change without the graph telling. */
const RUNNING_MS = 30_000

/** The last read of a task; one that failed keeps what was known before. */
export type KnownTask = { askedAt: number; facts: TaskFacts | null; isFailed: boolean }
export type Known = ReadonlyMap<string, KnownTask>

/** What there is to show of a task beside the graph; null: EnOS has nothing to tell of it. */
export type Telling = TaskFacts | 'reading' | 'failed' | null

/** Nothing is to be told of these yet. */
const UNSTARTED: ReadonlySet<string> = new Set(['INIT', 'WAIT', 'READY', 'SKIP'])

function isUnstarted({ status }: TaskNode): boolean {
  return status !== null && UNSTARTED.has(status.name)
}

export function tellingOf(task: TaskNode, known: Known): Telling {
  if (task.taskInstId === null || isUnstarted(task)) return null
  const one = known.get(task.taskInstId)
  if (one === undefined) return 'reading'
  if (one.facts !== null && isOfSameRun(task, one.facts)) return one.facts
  return one.isFailed ? 'failed' : 'reading'
}

/** What was read while it ran says nothing of one that has ended since, and the other way round. */
function isOfSameRun({ status }: TaskNode, facts: TaskFacts): boolean {
  if (status === null || status.name === 'UNKNOWN' || facts.status.name === 'UNKNOWN') return true
  return isActive(status) === isActive(facts.status)
}

/** Of all tasks of which something is told that still holds. */
export function factsTold(tasks: readonly TaskNode[], known: Known): FactsById {
  return new Map(
    tasks.flatMap((task) => {
      const telling = tellingOf(task, known)
      return telling === null || typeof telling === 'string' ? [] : [[telling.taskInstId, telling] as const]
    }),
  )
}

/** Which of the tasks on screen to ask EnOS about now, as few as tell everything that is shown. */
export function factsDue(onScreen: readonly TaskNode[], known: Known, now: number): string[] {
  return step(
    onScreen.filter(
      (task) =>
        task.taskInstId !== null && !isUnstarted(task) && isDue(task, known.get(task.taskInstId), now),
    ),
  )
}

/** Tasks that are read for an order, on screen or not, each once since then. */
export type Rest = { tasks: readonly TaskNode[]; since: number }

/** Which of them to ask EnOS about next. */
export function restDue({ tasks, since }: Rest, known: Known): string[] {
  return step(
    tasks.filter((task) => {
      const { askedAt = 0 } = known.get(task.taskInstId ?? '') ?? {}
      return typeof tellingOf(task, known) === 'string' && askedAt < since
    }),
  )
}

function step(tasks: readonly TaskNode[]): string[] {
  const ids = tasks.flatMap(({ taskInstId }) => taskInstId ?? [])
  return [...new Set(ids)].slice(0, MOST_TASKS_ASKED)
}

function isDue({ status }: TaskNode, known: KnownTask | undefined, now: number): boolean {
  if (known === undefined) return true
  const age = now - known.askedAt
  if (known.facts === null || (status !== null && status.name !== known.facts.status.name))
    return age >= CHANGED_MS
  return isActive(known.facts.status) && age >= RUNNING_MS
}
