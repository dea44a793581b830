import 'server-only'
import { isTaskInstId } from '@/lib/gateway/calls'
import { listAllowance } from '@/lib/gateway/configured'
import type { TaskInstance } from '@/lib/gateway/task-instance'
import { problemOf, problemOfFailure } from '@/lib/instances/problem-of'
import { readOwnRecently } from '@/lib/instances/recent-reads'
import { shareRead } from '@/lib/instances/shared-reads'
import {
  askTask,
  forgetTaskOffer,
  isTaskOffered,
  learnTaskOffer,
  type TaskAnswer,
} from '@/lib/instances/tasks/ask-task'
import { taskFacts } from '@/lib/instances/tasks/task-facts'
import { learnZones } from '@/lib/instances/zones'
import type { Viewer } from '@/lib/people/viewer'
import type { Problem } from '@/lib/shared/problems'
import { processWide } from '@/lib/shared/process-wide'
import { isActive } from '@/lib/shared/statuses'
import { MOST_TASKS_ASKED, type TaskFactsAnswer } from '@/lib/shared/tasks'

const DEADLINE_MS = 10_000
/** Of what has ended nothing changes, unless it is run again: then the graph names another status. */
const KEPT_MS = 5 * 60_000
const MOST_KEPT = 5_000

export type TasksResult = { ok: true; value: TaskFactsAnswer } | { ok: false; problem: Problem }

const ended = processWide('ended-tasks', () => new Map<string, { task: TaskInstance; until: number }>())

/** As if no task had ever been read. */
export function forgetTasks(): void {
  forgetTaskOffer()
  ended.clear()
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
  const [first = ''] = ids
  if (!(await learnTaskOffer(viewer, first))) return { ok: true, value: notOffered() }
  const readAt = Date.now()
  const unknown = nodes.filter(({ taskInstId, status }) => !keptOf(viewer, taskInstId as string, status))
  const nextAfterMs = Math.ceil((1000 * unknown.length) / listAllowance())
  const [zones, ...answers] = await Promise.all([
    learnZones([]),
    ...nodes.map(({ taskInstId, status }) => readTask(viewer, taskInstId as string, status)),
  ])
  if (!isTaskOffered()) return { ok: true, value: notOffered() }
  const tasks = answers.flatMap((answer) =>
    answer.ok && answer.value !== 'not_offered' ? [taskFacts(answer.value, zones)] : [],
  )
  const problem = problemIn(answers)
  // No failure yet where EnOS may turn out to have no such call.
  const isInDoubt = answers.some((answer) => answer.ok && answer.value === 'not_offered')
  if (problem !== null && tasks.length === 0 && !isInDoubt) return { ok: false, problem }
  return { ok: true, value: { isOffered: true, tasks, problem, readAt, nextAfterMs } }
}

/** As of now: a page that was read later may know better. */
function notOffered(): TaskFactsAnswer {
  return { isOffered: false, tasks: [], problem: null, readAt: Date.now(), nextAfterMs: 0 }
}

function problemIn(answers: readonly TaskAnswer[]): Problem | null {
  for (const answer of answers) {
    if (!answer.ok) return problemOf(answer.error)
    // Others are answered: that is a failure as any other.
    if (answer.value === 'not_offered') return { code: 'enos_error', detail: { status: 404 } }
  }
  return null
}

/** `status`: what the graph says of it now. */
async function readTask(viewer: Viewer, taskInstId: string, status: string | null): Promise<TaskAnswer> {
  const kept = keptOf(viewer, taskInstId, status)
  if (kept) return { ok: true, value: kept }
  // A cancel must not wait for a table.
  const options = { priority: 'background', deadlineMs: DEADLINE_MS } as const
  const answer = await shareRead(viewer, `facts ${taskInstId}`, () => askTask(viewer, taskInstId, options))
  if (answer.ok && answer.value !== 'not_offered') keepEnded(keyOf(viewer, taskInstId), answer.value)
  return answer
}

/** EnOS looks at each person for itself: what it told one is not for another. */
function keyOf({ orgId, userId }: Viewer, taskInstId: string): string {
  return JSON.stringify([orgId, userId, taskInstId])
}

function keptOf(viewer: Viewer, taskInstId: string, status: string | null): TaskInstance | null {
  const kept = ended.get(keyOf(viewer, taskInstId))
  return kept && kept.until > Date.now() && kept.task.status.name === status ? kept.task : null
}

function keepEnded(key: string, task: TaskInstance): void {
  ended.delete(key)
  if (task.endTime === null || isActive(task.status) || task.status.name === 'UNKNOWN') return
  // Command lines are long, and not for tables.
  ended.set(key, { task: { ...task, cmd: null }, until: Date.now() + KEPT_MS })
  if (ended.size > MOST_KEPT) ended.delete(ended.keys().next().value as string)
}
