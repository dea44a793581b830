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
  facts: FactsById
  /** False: this EnOS tells nothing of a task beside the graph. */
  isOffered: boolean
  /** Undefined: nothing failed; null: Flowstop did not answer. */
  problem: Problem | null | undefined
}

type State = Omit<Told, 'facts'> & { known: ReadonlyMap<string, KnownTask> }

/** Start, end and retries of the tasks on screen: asked for when they come into view, and when the graph has moved on. */
export function useTaskFacts(
  flowInstId: string,
  { onScreen, readAt }: { onScreen: readonly TaskNode[]; readAt: number },
): Told {
  const [state, setState] = useState<State>({ known: new Map(), isOffered: true, problem: undefined })
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
      setState((before) => ({ ...answer, known: noteAll(before.known, ids, answer.tasks) }))
    })
  }, [flowInstId, onScreen, readAt, known, isOffered])

  const facts = useMemo(
    () => new Map([...known].flatMap(([id, one]) => (one.facts === null ? [] : [[id, one.facts] as const]))),
    [known],
  )
  return { facts, isOffered, problem }
}

type Answer = Omit<Told, 'facts'> & { tasks: readonly TaskFacts[] }

async function ask(flowInstId: string, ids: readonly string[]): Promise<Answer> {
  const of = ids.map(encodeURIComponent).join(',')
  try {
    const answer = await readJson<TaskFactsAnswer>(
      `/api${instancePath(flowInstId)}/tasks?of=${of}`,
      AbortSignal.timeout(LONGEST_MS),
    )
    return { ...answer, problem: undefined }
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
