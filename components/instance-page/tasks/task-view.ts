import { TASK_COLUMNS, type TaskSort } from '@/components/instance-page/tasks/order-tasks'

export type TaskView = {
  search: string
  sort: TaskSort
  /** Also the rows that are too many to be shown at once. */
  isWhole: boolean
}

/** The order that nobody asked for. */
export const STANDARD: TaskSort = { column: 'state', isDescending: false }

/** What an address says of the tasks; what it cannot mean counts as not said. */
export function readTaskView(params: Pick<URLSearchParams, 'get'>): TaskView {
  return {
    search: params.get('task') ?? '',
    sort: readSort(params.get('sort') ?? ''),
    isWhole: params.get('all') === 'true',
  }
}

function readSort(text: string): TaskSort {
  const isDescending = text.startsWith('-')
  const column = TASK_COLUMNS.find((one) => one === text.slice(isDescending ? 1 : 0))
  return column === undefined ? STANDARD : { column, isDescending }
}

/** The same parameters, with what is not as it is by itself; others are left alone. */
export function writeTaskView(query: string, { search, sort, isWhole }: TaskView): string {
  const params = new URLSearchParams(query)
  const write = (name: string, value: string, isStandard: boolean): void => {
    if (isStandard) params.delete(name)
    else params.set(name, value)
  }
  const { column, isDescending } = sort
  write('task', search, search === '')
  write('sort', `${isDescending ? '-' : ''}${column}`, column === STANDARD.column && !isDescending)
  write('all', 'true', !isWhole)
  return params.toString()
}
