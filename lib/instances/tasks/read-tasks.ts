import 'server-only'
import { isTaskInstId } from '@/lib/gateway/calls'
import { getGateway, listAllowance } from '@/lib/gateway/configured'
import type { TaskInstance } from '@/lib/gateway/task-instance'
import { problemOf, problemOfFailure } from '@/lib/instances/problem-of'
import { readOwnRecently } from '@/lib/instances/recent-reads'
import { shareRead } from '@/lib/instances/shared-reads'
import { taskFacts } from '@/lib/instances/tasks/task-facts'
import { learnZones } from '@/lib/instances/zones'
import type { Viewer } from '@/lib/people/viewer'
import type { Problem } from '@/lib/shared/problems'
import { processWide } from '@/lib/shared/process-wide'
import { isActive } from '@/lib/shared/statuses'
import { MOST_TASKS_ASKED, type TaskFactsAnswer } from '@/lib/shared/tasks'

const DEADLINE_MS = 10_000
/** An EnOS that is brought up to date meanwhile is asked again some time. */
const NOT_OFFERED_FOR_MS = 10 * 60_000
/** Of what has ended nothing changes, unless it is run again: then the graph names another status. */
const KEPT_MS = 5 * 60_000
const MOST_KEPT = 5_000

export type TasksResult = { ok: true; value: TaskFactsAnswer } | { ok: false; problem: Problem }

const known = processWide('tasks', () => ({
  notOfferedUntil: 0,
  ended: new Map<string, { task: TaskInstance; until: number }>(),
}))

/** Whether this EnOS has turned out to have no Get Task Instance. */
export function isTaskOffered(): boolean {
  return known.notOfferedUntil <= Date.now()
}

export function noteTaskNotOffered(): void {
  known.notOfferedUntil = Date.now() + NOT_OFFERED_FOR_MS
}

/** As if no task had ever been read. */
export function forgetTasks(): void {
  known.notOfferedUntil = 0
  known.ended.clear()
}

/**
 * What EnOS tells of some tasks of an instance that this viewer owns. An id that is not in the instance's graph is
 * refused like an instance that is not theirs, and nothing is read.
 */
export async function readTasks(
  viewer: Viewer,
  flowInstId: string,
  ids: readonly string[],
): Promise<TasksResult> {
  if (ids.length === 0 || ids.length > MOST_TASKS_ASKED || !ids.every(isTaskInstId))
    return { ok: false, problem: { code: 'bad_input', detail: { field: 'of' } } }
  try {
    return await read(viewer, flowInstId, new Set(ids))
  } catch (error) {
    return { ok: false, problem: problemOfFailure(error, { event: 'tasks.failed', fallen: 'database_down' }) }
  }
}

async function read(viewer: Viewer, flowInstId: string, ids: ReadonlySet<string>): Promise<TasksResult> {
  const own = await readOwnRecently(viewer, flowInstId)
  if (!own.ok) return own
  const nodes = (own.value.graph?.tasks ?? []).filter(
    ({ taskInstId }) => taskInstId !== null && ids.has(taskInstId),
  )
  if (new Set(nodes.map(({ taskInstId }) => taskInstId)).size < ids.size)
    return { ok: false, problem: { code: 'not_found' } }
  const readAt = Date.now()
  const none = { tasks: [], problem: null, readAt, nextAfterMs: 0 }
  if (!isTaskOffered()) return { ok: true, value: { isOffered: false, ...none } }
  const unknown = nodes.filter(({ taskInstId, status }) => !keptOf(viewer, taskInstId as string, status))
  const nextAfterMs = Math.ceil((1000 * unknown.length) / listAllowance())
  const [zones, ...answers] = await Promise.all([
    learnZones([]),
    ...nodes.map(({ taskInstId, status }) => readTask(viewer, taskInstId as string, status)),
  ])
  const tasks = answers.flatMap((answer) =>
    answer.ok && answer.value !== 'not_offered' ? [answer.value] : [],
  )
  if (answers.some((answer) => answer.ok && answer.value === 'not_offered')) noteTaskNotOffered()
  const failed = answers.find((answer) => !answer.ok)
  const problem = failed && !failed.ok ? problemOf(failed.error) : null
  if (problem !== null && tasks.length === 0) return { ok: false, problem }
  return {
    ok: true,
    value: {
      isOffered: isTaskOffered(),
      tasks: tasks.map((task) => taskFacts(task, zones)),
      problem,
      readAt,
      nextAfterMs,
    },
  }
}

type TaskAnswer = Awaited<ReturnType<ReturnType<typeof getGateway>['getTaskInstance']>>

/** `status`: what the graph says of it now. */
async function readTask(viewer: Viewer, taskInstId: string, status: string | null): Promise<TaskAnswer> {
  const kept = keptOf(viewer, taskInstId, status)
  if (kept) return { ok: true, value: kept }
  // A cancel must not wait for a table.
  const options = { priority: 'background', deadlineMs: DEADLINE_MS } as const
  const answer = await shareRead(viewer, `facts ${taskInstId}`, () =>
    getGateway().getTaskInstance(viewer, taskInstId, options),
  )
  if (answer.ok && answer.value !== 'not_offered') keepEnded(keyOf(viewer, taskInstId), answer.value)
  return answer
}

/** EnOS looks at each person for itself: what it told one is not for another. */
function keyOf({ orgId, userId }: Viewer, taskInstId: string): string {
  return JSON.stringify([orgId, userId, taskInstId])
}

function keptOf(viewer: Viewer, taskInstId: string, status: string | null): TaskInstance | null {
  const kept = known.ended.get(keyOf(viewer, taskInstId))
  return kept && kept.until > Date.now() && kept.task.status.name === status ? kept.task : null
}

function keepEnded(key: string, task: TaskInstance): void {
  known.ended.delete(key)
  if (task.endTime === null || isActive(task.status) || task.status.name === 'UNKNOWN') return
  // Command lines are long, and not for tables.
  known.ended.set(key, { task: { ...task, cmd: null }, until: Date.now() + KEPT_MS })
  if (known.ended.size > MOST_KEPT) known.ended.delete(known.ended.keys().next().value as string)
}
