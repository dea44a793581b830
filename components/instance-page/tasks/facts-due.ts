import type { TaskNode } from '@/lib/shared/instance-detail'
import { isActive } from '@/lib/shared/statuses'
import { MOST_TASKS_ASKED, type TaskFacts } from '@/lib/shared/tasks'

/** The graph tells that something has changed; EnOS may tell it of the task a little later. */
const CHANGED_MS = 10_000
/** Of a task that runs, only its retries may change without the graph telling. */
const RUNNING_MS = 30_000

/** `askedAt`: also of a read that failed, which has brought no facts. */
export type KnownTask = { askedAt: number; facts: TaskFacts | null }

/** What there is to show of a task beside the graph; null: EnOS has nothing to tell of it. */
export type Telling = TaskFacts | 'reading' | 'failed' | null

/** Nothing is to be told of these yet. */
const UNSTARTED: ReadonlySet<string> = new Set(['INIT', 'WAIT', 'READY', 'SKIP'])

function isUnstarted({ status }: TaskNode): boolean {
  return status !== null && UNSTARTED.has(status.name)
}

export function tellingOf(task: TaskNode, known: ReadonlyMap<string, KnownTask>): Telling {
  if (task.taskInstId === null || isUnstarted(task)) return null
  const one = known.get(task.taskInstId)
  return one === undefined ? 'reading' : (one.facts ?? 'failed')
}

/** Which of the tasks on screen to ask EnOS about now, as few as tell everything that is shown. */
export function factsDue(
  onScreen: readonly TaskNode[],
  known: ReadonlyMap<string, KnownTask>,
  now: number,
): string[] {
  const due = onScreen.flatMap((task) => {
    const { taskInstId } = task
    return taskInstId === null || isUnstarted(task) || !isDue(task, known.get(taskInstId), now)
      ? []
      : [taskInstId]
  })
  return [...new Set(due)].slice(0, MOST_TASKS_ASKED)
}

function isDue({ status }: TaskNode, known: KnownTask | undefined, now: number): boolean {
  if (known === undefined) return true
  const age = now - known.askedAt
  if (known.facts === null || (status !== null && status.name !== known.facts.status.name))
    return age >= CHANGED_MS
  return isActive(known.facts.status) && age >= RUNNING_MS
}
