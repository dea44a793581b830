import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { factsDue, type KnownTask } from '@/components/instance-page/tasks/facts-due'
import type { FactsById } from '@/components/instance-page/tasks/order-tasks'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import { instancePath } from '@/lib/shared/addresses'
import type { TaskNode } from '@/lib/shared/instance-detail'
import type { Problem } from '@/lib/shared/problems'
import type { TaskFacts, TaskFactsAnswer } from '@/lib/shared/tasks'

const LONGEST_MS = 30_000

type Told = {
  known: ReadonlyMap<string, KnownTask>
  facts: FactsById
  /** False: this EnOS tells nothing of a task beside the graph. */
  isOffered: boolean
  /** Undefined: nothing failed; null: Flowstop did not answer. */
  problem: Problem | null | undefined
}

type State = Omit<Told, 'facts'>

const NOTHING: State = { known: new Map(), isOffered: true, problem: undefined }

/** Start, end and retries of the tasks on screen: asked for when they come into view, and when the graph has moved on. */
export function useTaskFacts(
  flowInstId: string,
  { onScreen, readAt }: { onScreen: readonly TaskNode[]; readAt: number },
): Told {
  const client = useQueryClient()
  const [state, setState] = useState(() => client.getQueryData<State>(keyOf(flowInstId)) ?? NOTHING)
  const isAsking = useRef(false)
  const { known, isOffered, problem } = state

  // biome-ignore lint/correctness/useExhaustiveDependencies: each read of the graph may leave something to ask
  useEffect(() => {
    if (isAsking.current || !isOffered) return
    const ids = factsDue(onScreen, known, Date.now())
    if (ids.length === 0) return
    isAsking.current = true
    void ask(flowInstId, ids).then((answer) => {
      isAsking.current = false
      const { tasks, ...told } = answer
      setState((before) => {
        const next = noteAll(before.known, ids, tasks)
        const isAnyLeft = [...next.values()].some(({ facts }) => facts === null)
        const problem = told.problem === undefined && isAnyLeft ? before.problem : told.problem
        return { ...told, known: next, problem }
      })
    })
  }, [flowInstId, onScreen, readAt, known, isOffered])

  useEffect(() => {
    client.setQueryData(keyOf(flowInstId), state)
  }, [client, flowInstId, state])

  const facts = useMemo(() => factsOf(known), [known])
  return { known, facts, isOffered, problem }
}

/** What was read before by who comes back from a task. */
export function useKeptFacts(flowInstId: string): FactsById {
  const client = useQueryClient()
  const [kept] = useState(() => factsOf((client.getQueryData<State>(keyOf(flowInstId)) ?? NOTHING).known))
  return kept
}

function keyOf(flowInstId: string): readonly string[] {
  return ['task-facts', flowInstId]
}

function factsOf(known: State['known']): FactsById {
  return new Map([...known].flatMap(([id, { facts }]) => (facts === null ? [] : [[id, facts] as const])))
}

type Answer = Omit<State, 'known'> & { tasks: readonly TaskFacts[] }

async function ask(flowInstId: string, ids: readonly string[]): Promise<Answer> {
  const of = ids.map(encodeURIComponent).join(',')
  try {
    const { isOffered, tasks, problem } = await readJson<TaskFactsAnswer>(
      `/api${instancePath(flowInstId)}/tasks?of=${of}`,
      AbortSignal.timeout(LONGEST_MS),
    )
    return { isOffered, tasks, problem: problem ?? undefined }
  } catch (error) {
    return { isOffered: true, tasks: [], problem: error instanceof ProblemError ? error.problem : null }
  }
}

/** What could not be read keeps what was known of it, and is not asked about again at once. */
function noteAll(
  known: ReadonlyMap<string, KnownTask>,
  ids: readonly string[],
  tasks: readonly TaskFacts[],
): ReadonlyMap<string, KnownTask> {
  const askedAt = Date.now()
  const found = new Map(tasks.map((task) => [task.taskInstId, task]))
  const asked = ids.map(
    (id) => [id, { askedAt, facts: found.get(id) ?? known.get(id)?.facts ?? null }] as const,
  )
  return new Map([...known, ...asked])
}
