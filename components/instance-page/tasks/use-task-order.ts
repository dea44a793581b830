import { useMemo, useState } from 'react'
import { factsTold, type Rest, restDue } from '@/components/instance-page/tasks/facts-due'
import {
  filterTasks,
  isByFacts,
  orderTasks,
  type TaskColumn,
  type TaskSort,
} from '@/components/instance-page/tasks/order-tasks'
import { type OrderTruth, orderTruth } from '@/components/instance-page/tasks/order-truth'
import type { KnownTasks } from '@/components/instance-page/tasks/use-known-tasks'
import type { TaskNode } from '@/lib/shared/instance-detail'

type Asked = {
  tasks: readonly TaskNode[]
  search: string
  sort: TaskSort
  change: (view: { sort: TaskSort }) => void
  told: KnownTasks
  readAt: number
}

export type TaskOrder = {
  found: readonly TaskNode[]
  truth: OrderTruth
  /** Null: nothing is read for it. */
  rest: Rest | null
  sortBy: (column: TaskColumn) => void
  readRest: () => void
  stop: () => void
}

/** The tasks in the order asked for, which may need to read them first, and how much of that order is true. */
export function useTaskOrder({ tasks, search, sort, change, told, readAt }: Asked): TaskOrder {
  const { known } = told
  // As they were when the order was asked for: what is read later does not move rows under the pointer.
  const [by, setBy] = useState(() => ({ facts: factsTold(tasks, known), now: readAt }))
  const [readingSince, setReadingSince] = useState(() => (isByFacts(sort) ? Date.now() : null))
  const found = useMemo(() => orderTasks(filterTasks(tasks, search), sort, by), [tasks, search, sort, by])
  const rest = useMemo(
    () => (readingSince === null ? null : { tasks: found, since: readingSince }),
    [found, readingSince],
  )
  const sortAgain = (): void => {
    setBy({ facts: factsTold(tasks, known), now: readAt })
    setReadingSince(null)
  }
  const isRead = rest !== null && (restDue(rest, known).length === 0 || told.failedAt >= rest.since)
  if (isRead) sortAgain()

  const truth = useMemo(
    () => orderTruth({ tasks: found, sort, by, known, isReading: rest !== null, now: readAt }),
    [found, sort, by, known, rest, readAt],
  )
  const readRest = (): void => {
    setBy({ facts: factsTold(tasks, known), now: readAt })
    setReadingSince(Date.now())
  }
  return {
    found,
    truth,
    rest,
    sortBy: (column) => {
      // The longest, the newest and the most tried are what is looked for; then the other way round.
      const isFirstDown = isByFacts({ column, isDescending: false })
      const next = {
        column,
        isDescending: sort.column === column ? !sort.isDescending : isFirstDown,
      }
      change({ sort: next })
      if (isByFacts(next)) readRest()
      else sortAgain()
    },
    readRest,
    stop: sortAgain,
  }
}
