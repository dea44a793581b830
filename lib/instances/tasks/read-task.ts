import 'server-only'
import { within } from '@/lib/gateway/span'
import { planRefresh } from '@/lib/instances/plan-refresh'
import { problemOf, problemOfFailure } from '@/lib/instances/problem-of'
import { shareRead } from '@/lib/instances/shared-reads'
import { askTask, isTaskOffered } from '@/lib/instances/tasks/ask-task'
import { type OwnTask, readOwnTask } from '@/lib/instances/tasks/read-own-task'
import { taskFacts } from '@/lib/instances/tasks/task-facts'
import { learnZones } from '@/lib/instances/zones'
import type { Viewer } from '@/lib/people/viewer'
import type { Problem } from '@/lib/shared/problems'
import { type Status, seenAs } from '@/lib/shared/statuses'
import type { TaskDetail } from '@/lib/shared/tasks'

const READ_DEADLINE_MS = 10_000
/** How long a page is held back, so that what is not theirs is refused by status (ms). */
const SOON_MS = 1_000

export type TaskAsked = {
  flowInstId: string
  taskInstId: string
  /** With the command line, which may hold secrets. */
  withCommand: boolean
}
export type TaskResult = { ok: true; value: TaskDetail } | { ok: false; problem: Problem }

/** One task of an instance of this viewer: what Get Task Instance says, or else the graph. */
export function readTask(viewer: Viewer, asked: TaskAsked): Promise<TaskResult> {
  return shareRead(viewer, `task ${JSON.stringify(asked)}`, () => read(viewer, asked))
}

/** The same for a page that is drawn on the server; null where the browser had better wait, which can say so. */
export async function readTaskSoon(viewer: Viewer, asked: TaskAsked): Promise<TaskResult | null> {
  const task = await within(readTask(viewer, asked), AbortSignal.timeout(SOON_MS))
  return task === 'ended' ? null : task
}

async function read(viewer: Viewer, asked: TaskAsked): Promise<TaskResult> {
  try {
    const own = await readOwnTask(viewer, asked.flowInstId, asked.taskInstId)
    return own.ok ? await describe(viewer, own.value, asked) : own
  } catch (error) {
    return { ok: false, problem: problemOfFailure(error, { event: 'task.failed', fallen: 'database_down' }) }
  }
}

async function describe(viewer: Viewer, own: OwnTask, asked: TaskAsked): Promise<TaskResult> {
  const { instance, node } = own
  const readAt = Date.now()
  const options = { priority: 'person', deadlineMs: READ_DEADLINE_MS, isPlanned: true } as const
  const [answer, zones] = await Promise.all([
    askTask(viewer, asked.taskInstId, options),
    learnZones([instance]),
  ])
  // What EnOS says no to, the graph still shows.
  if (!answer.ok && answer.error.kind !== 'rejected') return { ok: false, problem: problemOf(answer.error) }
  const isInVain = answer.ok && answer.value === 'not_offered'
  const task = answer.ok && answer.value !== 'not_offered' ? answer.value : null
  const status = task?.status ?? node.status
  return {
    ok: true,
    value: {
      flowInstId: instance.flowInstId,
      flowName: instance.flowName,
      taskInstId: asked.taskInstId,
      name: task?.name || node.name,
      status,
      facts: task && taskFacts(task, zones),
      hasCommand: Boolean(task?.cmd),
      command: asked.withCommand ? (task?.cmd ?? null) : null,
      readAt,
      refreshAfterMs: isInVain && isTaskOffered() ? soonAgain() : refreshOfTask(own, status),
    },
  }
}

/** When a page comes back for what one more call tells of a task (ms); null once that cannot change any more. */
export function refreshOfTask({ instance }: OwnTask, status: Status | null): number | null {
  // One that failed may be tried again for as long as its instance goes on.
  const isLive =
    status === null || status.name === 'FAIL'
      ? seenAs(instance.status, false) === 'live'
      : seenAs(status, false) === 'live'
  return isLive ? soonAgain() : null
}

function soonAgain(): number {
  return planRefresh({ canChange: true, calls: 1 })
}
