import { factsTold, type Known, tellingOf } from '@/components/instance-page/tasks/facts-due'
import {
  type FactsById,
  isByFacts,
  isInOrder,
  type TaskSort,
} from '@/components/instance-page/tasks/order-tasks'
import type { TaskNode } from '@/lib/shared/instance-detail'

/** How far rows stand in the order that was asked for. `count`: of tasks of which EnOS has something to tell. */
export type OrderTruth =
  | { kind: 'whole'; count: number }
  /** The rest is being read. */
  | { kind: 'reading'; read: number; count: number }
  /** Only so many were known when they were sorted. */
  | { kind: 'part'; sorted: number; count: number }
  /** What is known by now would put them otherwise. */
  | { kind: 'moved' }

export type Sorted = { facts: FactsById; now: number }

type Rows = {
  tasks: readonly TaskNode[]
  sort: TaskSort
  /** What they were sorted by. */
  by: Sorted
  known: Known
  isReading: boolean
  now: number
}

export function orderTruth({ tasks, sort, by, known, isReading, now }: Rows): OrderTruth {
  const begun = tasks.filter((task) => tellingOf(task, known) !== null)
  const count = begun.length
  if (!isByFacts(sort)) return { kind: 'whole', count }
  const facts = factsTold(begun, known)
  const read = numberIn(begun, facts)
  if (isReading) return { kind: 'reading', read, count }
  const stillTold = begun.filter(({ taskInstId }) => facts.has(taskInstId ?? ''))
  const sorted = numberIn(stillTold, by.facts)
  if (read < count) return { kind: 'part', sorted, count }
  if (sorted < count || !isInOrder(tasks, sort, { facts, now })) return { kind: 'moved' }
  return { kind: 'whole', count }
}

function numberIn(tasks: readonly TaskNode[], facts: FactsById): number {
  return tasks.filter(({ taskInstId }) => facts.has(taskInstId ?? '')).length
}
