import { type RefObject, useEffect, useMemo, useState } from 'react'
import type { TaskNode } from '@/lib/shared/instance-detail'

/** Who scrolls past does not want to read it. */
const SETTLED_MS = 150

/** Those of the rows (`data-task`: the node id) that are in view, once scrolling has settled. */
export function useOnScreen(
  rows: RefObject<HTMLElement | null>,
  tasks: readonly TaskNode[],
): readonly TaskNode[] {
  const [inView, setInView] = useState<ReadonlySet<string>>(new Set())
  const order = tasks.map(({ nodeId }) => nodeId).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are other elements
  useEffect(() => {
    const seen = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const id = (target as HTMLElement).dataset.task ?? ''
        if (isIntersecting) seen.add(id)
        else seen.delete(id)
      }
      clearTimeout(timer)
      timer = setTimeout(() => setInView(new Set(seen)), SETTLED_MS)
    })
    for (const row of rows.current?.querySelectorAll('[data-task]') ?? []) observer.observe(row)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [rows, order])
  return useMemo(() => tasks.filter(({ nodeId }) => inView.has(nodeId)), [tasks, inView])
}
