import { ranFor } from '@/lib/shared/enos-times'
import type { TaskNode } from '@/lib/shared/instance-detail'
import type { Status } from '@/lib/shared/statuses'
import type { TaskFacts } from '@/lib/shared/tasks'
import { digitsAsUtc } from '@/lib/shared/wall-clock'

export const TASK_COLUMNS = ['name', 'state', 'started', 'duration', 'retries'] as const
export type TaskColumn = (typeof TASK_COLUMNS)[number]
export type TaskSort = { column: TaskColumn; isDescending: boolean }

/** These come with each task itself; the others with the graph. */
export function isByFacts({ column }: TaskSort): boolean {
  return column !== 'name' && column !== 'state'
}

export type FactsById = ReadonlyMap<string, TaskFacts>

/** What needs a look first. */
const RANKS = {
  FAIL: 0,
  INTERNAL_ERROR: 0,
  TIMEOUT: 0,
  RUNNING: 1,
  RERUN: 1,
  SUSPEND: 2,
  READY: 2,
  UNKNOWN: 2,
  WAIT: 3,
  INIT: 3,
  CANCEL: 4,
  SUCCESS: 5,
  SKIP: 6,
} as const satisfies Record<Status['name'], number>

/** What EnOS does not tell, or has not been asked, comes last in either direction; equal ones keep the graph's order. */
export function orderTasks(
  tasks: readonly TaskNode[],
  { column, isDescending }: TaskSort,
  { facts, now }: { facts: FactsById; now: number },
): TaskNode[] {
  const values = new Map(tasks.map((task) => [task, sortValue(task, column, { facts, now })]))
  return [...tasks].sort((a, b) => {
    const [left, right] = [values.get(a) ?? null, values.get(b) ?? null]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    const order = compare(left, right)
    return isDescending ? -order : order
  })
}

/** Whether an order still holds; of what is not told just now, nothing can be said. */
export function isInOrder(
  tasks: readonly TaskNode[],
  { column, isDescending }: TaskSort,
  given: { facts: FactsById; now: number },
): boolean {
  const values = tasks.flatMap((task) => sortValue(task, column, given) ?? [])
  return values.every((value, n) => {
    const before = values[n - 1]
    if (before === undefined) return true
    const order = compare(before, value)
    return isDescending ? order >= 0 : order <= 0
  })
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === 'string' && typeof right === 'string')
    return left.localeCompare(right, undefined, { numeric: true, sensitivity: 'base' })
  return Number(left) - Number(right)
}

function sortValue(
  { name, status, taskInstId }: TaskNode,
  column: TaskColumn,
  { facts, now }: { facts: FactsById; now: number },
): string | number | null {
  if (column === 'name') return name
  if (column === 'state') return status === null ? null : RANKS[status.name]
  const known = taskInstId === null ? undefined : facts.get(taskInstId)
  if (known === undefined) return null
  const { started, ended, retries } = known
  if (column === 'retries') return retries
  if (started === null) return null
  if (column === 'started') return started.at ?? digitsAsUtc(started.text)
  if (ended !== null) return ranFor(started, ended)
  return started.at === null ? null : now - started.at
}

export function filterTasks(tasks: readonly TaskNode[], search: string): readonly TaskNode[] {
  const wanted = search.trim().toLowerCase()
  return wanted === '' ? tasks : tasks.filter(({ name }) => name.toLowerCase().includes(wanted))
}
