import { queryOptions } from '@tanstack/react-query'
import { followServerClock } from '@/components/clock'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import { type KnownLog, nextLog } from '@/components/task/next-log'
import { instancePartKeys } from '@/lib/shared/keys/instance-parts'
import type { TaskDetail, TaskLog } from '@/lib/shared/tasks'

const UNTIL_KNOWN_MS = 5_000
const AFTER_FAILURE_MS = 10_000
const LONGEST_MS = 5 * 60_000
/** A log may be a mebibyte: one that nobody looks at is not kept for long. */
const LOG_KEPT_MS = 30_000

export type TaskId = { flowInstId: string; taskInstId: string }

const pathOf = ({ flowInstId, taskInstId }: TaskId): string =>
  `/api/instances/${encodeURIComponent(flowInstId)}/tasks/${encodeURIComponent(taskInstId)}`

type State = { error: Error | null; data: { refreshAfterMs: number | null } | undefined }

/** Not when nobody is there to ask any more, or nothing to ask for. */
export function isAskedAgain(error: Error | null): boolean {
  const problem = error instanceof ProblemError ? error.problem : null
  return problem?.code !== 'signed_out' && problem?.code !== 'not_found'
}

/** When to ask again; never once it is over. */
function nextIn({ error, data }: State): number | false {
  if (!isAskedAgain(error)) return false
  const problem = error instanceof ProblemError ? error.problem : null
  const next = data === undefined ? UNTIL_KNOWN_MS : data.refreshAfterMs
  if (next === null || error === null) return next ?? false
  return Math.max(AFTER_FAILURE_MS, next, Math.min(LONGEST_MS, problem?.detail?.retryAfterMs ?? 0))
}

/** What is known of a task, as long as that can change. */
export function taskQuery(id: TaskId) {
  return queryOptions({
    queryKey: instancePartKeys.task(id.flowInstId, id.taskInstId),
    queryFn: async ({ signal }): Promise<TaskDetail> => {
      const task = await readJson<TaskDetail>(pathOf(id), signal)
      followServerClock(task.readAt)
      return task
    },
    refetchOnMount: ({ state }) => state.dataUpdateCount > 1,
    refetchInterval: ({ state }) => nextIn(state),
  })
}

/** The command line, which may hold secrets: for who asks to see it, and not kept after that. */
export function commandQuery(id: TaskId) {
  return queryOptions({
    queryKey: [...instancePartKeys.task(id.flowInstId, id.taskInstId), 'command'] as const,
    queryFn: async ({ signal }): Promise<string | null> =>
      (await readJson<TaskDetail>(`${pathOf(id)}?cmd=1`, signal)).command,
    gcTime: 0,
  })
}

/** The log of a task, which grows while the task runs; what the page holds already is not sent again. */
export function logQuery(id: TaskId) {
  const key = instancePartKeys.log(id.flowInstId, id.taskInstId)
  return queryOptions({
    queryKey: key,
    queryFn: async ({ signal, client }): Promise<KnownLog> => {
      const known = client.getQueryData<KnownLog>(key)
      const have = known?.kind === 'text' ? `?have=${known.mark}` : ''
      const answer = await readJson<TaskLog>(`${pathOf(id)}/log${have}`, signal)
      followServerClock(answer.readAt)
      return nextLog(known, answer)
    },
    gcTime: LOG_KEPT_MS,
    refetchInterval: ({ state }) => nextIn(state),
  })
}
