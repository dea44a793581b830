import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { TaskColumn, TaskSort } from '@/components/instance-page/tasks/order-tasks'
import { ZoneMark } from '@/components/zone-mark'

const COLUMNS = [
  { column: 'name', name: 'tasks.name', className: 'pl-4' },
  { column: 'state', name: 'tasks.state', className: 'w-40' },
  { column: 'started', name: 'instances.started', className: 'w-44', ofTask: true },
  { column: 'duration', name: 'instances.duration', className: 'w-32 text-right', ofTask: true },
  { column: 'retries', name: 'tasks.retries', className: 'w-28 text-right sm:pr-4', ofTask: true },
] as const

/** The second is dashed: asked for, but not so yet. */
const ARROWS = { ascending: ['↑', '⇡'], descending: ['↓', '⇣'] } as const

type Props = {
  sort: TaskSort
  /** Whether the rows stand in that order. */
  isTrue: boolean
  hasFacts: boolean
  onSort: (column: TaskColumn) => void
  /** A further row. */
  children: ReactNode
}

export function TaskHead({ sort, isTrue, hasFacts, onSort, children }: Props): ReactNode {
  const t = useTranslations()
  const shown = COLUMNS.filter((one) => hasFacts || !('ofTask' in one))
  const direction = sort.isDescending ? 'descending' : 'ascending'
  return (
    <thead className="sticky top-12 z-10 bg-raised text-meta text-muted max-sm:static max-sm:block">
      <tr className="max-sm:flex max-sm:flex-wrap max-sm:gap-x-2 max-sm:border-b max-sm:px-3 max-sm:py-1">
        {shown.map(({ column, name, className }) => {
          const isSorted = sort.column === column
          return (
            <th
              key={column}
              scope="col"
              aria-sort={isSorted ? (isTrue ? direction : 'other') : undefined}
              className={`h-8 border-b pr-3 font-medium max-sm:h-auto max-sm:w-auto max-sm:border-b-0 max-sm:p-0 ${className}`}
            >
              <button
                type="button"
                onClick={() => onSort(column)}
                className={`inline-flex min-h-6 items-center gap-1 whitespace-nowrap rounded hover:text-text ${className.includes('text-right') ? 'sm:flex-row-reverse' : ''} ${isSorted ? 'text-text' : ''}`}
              >
                {t(name)}
                {column === 'started' ? <ZoneMark of="start" /> : null}
                <span aria-hidden className={isSorted ? '' : 'invisible max-sm:hidden'}>
                  {isSorted ? ARROWS[direction][isTrue ? 0 : 1] : '↑'}
                </span>
              </button>
            </th>
          )
        })}
      </tr>
      {children}
    </thead>
  )
}
