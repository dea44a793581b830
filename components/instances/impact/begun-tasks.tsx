'use client'

import type { ReactNode } from 'react'
import { Since } from '@/components/instances/impact/since'
import type { Tense } from '@/components/instances/impact/tense'
import type { NamedTask } from '@/lib/shared/impact'

type Props = {
  tasks: readonly NamedTask[]
  id: string
  isRunning: boolean
  readAt: number
  tense: Tense
}

/** Tasks that have started, with when that was. */
export function BegunTasks({ tasks, id, isRunning, readAt, tense }: Props): ReactNode {
  return (
    <ul id={id} className="flex flex-col empty:hidden">
      {tasks.map(({ name, since }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tasks may share a name, and keep their order.
        <li key={place} className="flex flex-wrap justify-between gap-x-3">
          <bdi className="min-w-0 break-words">{name}</bdi>
          {since === null ? null : (
            <Since since={since} isRunning={isRunning} until={tense === 'known' ? readAt : null} />
          )}
        </li>
      ))}
    </ul>
  )
}
