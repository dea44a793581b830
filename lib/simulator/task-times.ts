import { endTimeAt, type Run } from './run'
import type { TaskState } from './status-codes'
import { lastsAfterStop, taskStatesAt } from './task-states'

export type TaskTimes = { state: TaskState; startAt: number | null; endAt: number | null }

const UNSTARTED: ReadonlySet<TaskState> = new Set(['INIT', 'WAIT', 'READY', 'SKIP'])
const LIVE: ReadonlySet<TaskState> = new Set(['RUNNING', 'SUSPEND', 'RERUN'])
/** A task made by control takes this long, unless there are so many that they would not fit. */
const GIVEN_MS = 2_000
const GIVEN_ALL_MS = 240_000

/** When a task of an instance started and ended, as far as it has by now. */
export function taskTimesAt(run: Run, index: number, now: number): TaskTimes {
  const state = taskStatesAt(run, now)[index] ?? 'INIT'
  const [from, to] = run.givenTasks ? givenTimes(run, index) : plannedTimes(run, index)
  const over = run.stop && run.stop.at <= now ? run.stop.at : endTimeAt(run, now)
  const stateBefore = state === 'CANCEL' && over !== null ? taskStatesAt(run, over - 1)[index] : state
  if (UNSTARTED.has(stateBefore ?? state)) return { state, startAt: null, endAt: null }
  const startAt = Math.min(from, over ?? now, now)
  if (LIVE.has(state)) return { state, startAt, endAt: null }
  return { state, startAt, endAt: Math.max(startAt, Math.min(endOf({ run, index, state, to, over }), now)) }
}

function endOf(given: {
  run: Run
  index: number
  state: TaskState
  to: number
  over: number | null
}): number {
  const { run, index, state, to, over } = given
  if (over === null) return to
  // Handed to the cluster before the stop, and finished after it.
  if (state === 'SUCCESS' && to > over && run.stop?.at === over && !run.givenTasks)
    return over + lastsAfterStop(run, index)
  return state === 'SUCCESS' || state === 'FAIL' ? Math.min(to, over) : over
}

function plannedTimes(run: Run, index: number): [from: number, to: number] {
  const task = run.flow.tasks[index]
  return [momentOf(run, task?.from ?? 0), momentOf(run, task?.to ?? 1)]
}

/** The moment at which a share of the run's work is done; the reverse of its progress. */
function momentOf(run: Run, share: number): number {
  if (!Number.isFinite(run.spanMs)) return run.startAt + Math.max(0, share - 0.25) * 14_400_000
  const [from, to] = run.suspend ?? [0, 0]
  const at = run.startAt + share * Math.max(1, run.spanMs - (to - from))
  return at > from ? at + (to - from) : at
}

function givenTimes(run: Run, index: number): [from: number, to: number] {
  const step = Math.min(GIVEN_MS, GIVEN_ALL_MS / Math.max(1, run.flow.tasks.length))
  const from = Number.isFinite(run.startAt) ? run.startAt : run.createdAt
  return [from + index * step, from + (index + 1) * step]
}
