import { useQueryClient } from '@tanstack/react-query'
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import type { Known } from '@/components/instance-page/tasks/facts-due'
import type { Problem } from '@/lib/shared/problems'

export type KnownTasks = {
  known: Known
  /** When the server last said that this EnOS tells nothing of a task beside the graph, by its clock; 0: never. */
  notOfferedAt: number
  /** Undefined: nothing failed; null: Flowstop did not answer. */
  problem: Problem | null | undefined
  /** When a read last brought nothing at all. */
  failedAt: number
}

const NOTHING: KnownTasks = { known: new Map(), notOfferedAt: 0, problem: undefined, failedAt: 0 }

/** What was read of the tasks beside the graph, also before: by who comes back from a task. */
export function useKnownTasks(flowInstId: string): [KnownTasks, Dispatch<SetStateAction<KnownTasks>>] {
  const client = useQueryClient()
  const [state, setState] = useState(() => client.getQueryData<KnownTasks>(keyOf(flowInstId)) ?? NOTHING)
  useEffect(() => {
    client.setQueryData(keyOf(flowInstId), state)
  }, [client, flowInstId, state])
  return [state, setState]
}

function keyOf(flowInstId: string): readonly string[] {
  return ['task-facts', flowInstId]
}
