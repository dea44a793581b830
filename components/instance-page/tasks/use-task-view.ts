import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { readTaskView, type TaskView, writeTaskView } from '@/components/instance-page/tasks/task-view'

/** Search and order of the tasks; they live in the address, where the way back from a task finds them. */
export function useTaskView(): [TaskView, (change: Partial<TaskView>) => void] {
  const params = useSearchParams()
  const [view, setView] = useState(() => readTaskView(params))
  return [
    view,
    (change) => {
      const next = { ...view, ...change }
      setView(next)
      const { pathname, search, hash } = window.location
      const query = writeTaskView(search, next)
      // In place: going back leaves the page, whatever was typed.
      window.history.replaceState(null, '', `${pathname}${query === '' ? '' : `?${query}`}${hash}`)
    },
  ]
}
