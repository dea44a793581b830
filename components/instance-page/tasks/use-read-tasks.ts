import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react'
import { factsDue, type Known, type Rest, restDue } from '@/components/instance-page/tasks/facts-due'
import type { KnownTasks } from '@/components/instance-page/tasks/use-known-tasks'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import { useIsVisible } from '@/components/use-is-visible'
import { instancePath } from '@/lib/shared/addresses'
import type { TaskNode } from '@/lib/shared/instance-detail'
import type { Problem } from '@/lib/shared/problems'
import type { TaskFacts, TaskFactsAnswer } from '@/lib/shared/tasks'

const LONGEST_MS = 30_000

type Wanted = {
  flowInstId: string
  isOffered: boolean
  onScreen: readonly TaskNode[]
  /** Null: nothing but what is on screen. */
  rest: Rest | null
  readAt: number
}

/**
 * Start, end and retries of the tasks on screen: asked for when they come into view, and when the graph has moved on.
 * Those that an order needs besides come after them, in steps as far apart as the server says, and never unseen.
 */
export function useReadTasks(
  { known }: KnownTasks,
  note: Dispatch<SetStateAction<KnownTasks>>,
  { flowInstId, isOffered, onScreen, rest, readAt }: Wanted,
): void {
  const isAsking = useRef(false)
  const isVisible = useIsVisible()
  const [restsUntil, setRestsUntil] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each read of the graph may leave something to ask
  useEffect(() => {
    if (isAsking.current || !isOffered) return
    const due = factsDue(onScreen, known, Date.now())
    const mayGoOn = rest !== null && isVisible && restsUntil === 0
    const ids = due.length === 0 && mayGoOn ? restDue(rest, known) : due
    if (ids.length === 0) return
    isAsking.current = true
    const askedAt = Date.now()
    void ask(flowInstId, ids).then(({ nextAfterMs, ...answer }) => {
      isAsking.current = false
      note((before) => noted(before, ids, answer))
      setRestsUntil(askedAt + nextAfterMs)
    })
  }, [flowInstId, onScreen, rest, readAt, known, isOffered, isVisible, restsUntil])

  useEffect(() => {
    if (restsUntil === 0) return
    const timer = setTimeout(() => setRestsUntil(0), restsUntil - Date.now())
    return () => clearTimeout(timer)
  }, [restsUntil])
}

type Answer = Pick<KnownTasks, 'notOfferedAt' | 'problem'> & { tasks: readonly TaskFacts[] }

async function ask(flowInstId: string, ids: readonly string[]): Promise<Answer & { nextAfterMs: number }> {
  const of = ids.map(encodeURIComponent).join(',')
  try {
    const { isOffered, tasks, problem, readAt, nextAfterMs } = await readJson<TaskFactsAnswer>(
      `/api${instancePath(flowInstId)}/tasks?of=${of}`,
      AbortSignal.timeout(LONGEST_MS),
    )
    return { notOfferedAt: isOffered ? 0 : readAt, tasks, problem: problem ?? undefined, nextAfterMs }
  } catch (error) {
    const problem: Problem | null = error instanceof ProblemError ? error.problem : null
    return { notOfferedAt: 0, tasks: [], problem, nextAfterMs: 0 }
  }
}

function noted(
  before: KnownTasks,
  ids: readonly string[],
  { tasks, notOfferedAt, problem }: Answer,
): KnownTasks {
  const known = noteAll(before.known, ids, tasks)
  const isAnyLeft = [...known.values()].some(({ isFailed }) => isFailed)
  return {
    known,
    notOfferedAt,
    problem: problem === undefined && isAnyLeft ? before.problem : problem,
    failedAt: problem !== undefined && tasks.length === 0 ? Date.now() : before.failedAt,
  }
}

/** What could not be read keeps what was known of it, and is not asked about again at once. */
function noteAll(known: Known, ids: readonly string[], tasks: readonly TaskFacts[]): Known {
  const askedAt = Date.now()
  const found = new Map(tasks.map((task) => [task.taskInstId, task]))
  const asked = ids.map((id) => {
    const facts = found.get(id) ?? known.get(id)?.facts ?? null
    return [id, { askedAt, facts, isFailed: !found.has(id) }] as const
  })
  return new Map([...known, ...asked])
}
