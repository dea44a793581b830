import { downstreamOf } from './plan-run'
import { unit } from './random'
import type { Run } from './run'
import { isOver, statusAt } from './run'
import { STATUS, type TaskState } from './status-codes'

/** Work handed to the cluster before a cancel may still finish, for at most this long. */
const SUBMITTED_MS = 45_000

/** The state of every task of an instance at a moment, in the order of the workflow's tasks. */
export function taskStatesAt(run: Run, now: number): TaskState[] {
  if (run.givenTasks) return givenStates(run, now)
  const status = statusAt(run, now)
  if (status === STATUS.SUCCESS) return run.flow.tasks.map(() => 'SUCCESS')
  if (status === STATUS.SKIP) return run.flow.tasks.map(() => 'SKIP')
  const until = Math.min(now, run.endAt, run.stop?.at ?? Number.POSITIVE_INFINITY)
  const progress = progressStates(run, until)
  // What was about to start when the end came never does.
  const states = isOver(run, now) ? progress.map(notReady) : progress
  if (status === STATUS.CANCEL) return states.map((state, index) => cancelled({ run, now, state, index }))
  if (status === STATUS.TIMEOUT) return states.map((state) => (state === 'RUNNING' ? 'TIMEOUT' : state))
  if (status === STATUS.INTERNAL_ERROR)
    return states.map((state) => (state === 'RUNNING' ? 'INTERNAL_ERROR' : state))
  if (status === STATUS.SUSPEND) return states.map((state) => (state === 'RUNNING' ? 'SUSPEND' : state))
  return states
}

function notReady(state: TaskState): TaskState {
  return state === 'READY' ? 'INIT' : state
}

function progressStates(run: Run, at: number): TaskState[] {
  const { tasks } = run.flow
  if (at < run.startAt) {
    const isReady = statusAt(run, at) === STATUS.READY
    return tasks.map((task) => (isReady && task.after.length === 0 ? 'READY' : 'INIT'))
  }
  const done = progressAt(run, at)
  const lost = run.failTask === undefined ? new Set<number>() : downstreamOf(run.flow, run.failTask)
  return tasks.map((task, index) => {
    if (lost.has(index)) return 'INIT'
    if (done >= task.to) return index === run.failTask ? 'FAIL' : 'SUCCESS'
    if (done >= task.from) return 'RUNNING'
    return task.after.every((before) => done >= (tasks[before]?.to ?? 0)) ? 'READY' : 'INIT'
  })
}

function progressAt(run: Run, at: number): number {
  // A run without an end never gets past its middle, so that something always runs.
  if (!Number.isFinite(run.spanMs)) return Math.min(0.55, 0.25 + (at - run.startAt) / 14_400_000)
  const [from, to] = run.suspend ?? [0, 0]
  const stood = Math.max(0, Math.min(at, to) - from)
  const worked = Math.max(1, run.spanMs - (to - from))
  return Math.min(1, (at - run.startAt - stood) / worked)
}

function cancelled(task: { run: Run; now: number; state: TaskState; index: number }): TaskState {
  const { run, now, state, index } = task
  if (state === 'SUCCESS' || state === 'FAIL') return state
  const stoppedAt = run.stop?.at ?? run.endAt
  const wasSubmitted = state === 'RUNNING' && unit(run.seed, run.flow.flowId, index, 7) < 0.35
  if (!wasSubmitted) return 'CANCEL'
  return now < stoppedAt + lastsAfterStop(run, index) ? 'RUNNING' : 'SUCCESS'
}

/** How long work that is with the cluster goes on after its instance was stopped. */
export function lastsAfterStop(run: Run, index: number): number {
  return SUBMITTED_MS * (0.3 + 0.7 * unit(run.seed, index, 8))
}

/** States named by control win; the others follow from the instance's own status. */
function givenStates(run: Run, now: number): TaskState[] {
  const status = statusAt(run, now)
  const given = run.givenTasks ?? []
  return given.map((task, index) => {
    const state = task.status ?? defaultState(status, index, given.length)
    const isDone = state === 'SUCCESS' || state === 'FAIL' || state === 'SKIP'
    if (status === STATUS.CANCEL && !isDone) return 'CANCEL'
    if (status === STATUS.SUCCESS && !isDone) return 'SUCCESS'
    return state
  })
}

function defaultState(status: number, index: number, length: number): TaskState {
  const middle = Math.floor((length - 1) / 2)
  if (status === STATUS.SUCCESS) return 'SUCCESS'
  if (status === STATUS.SKIP) return 'SKIP'
  if (status === STATUS.INIT || status === STATUS.WAIT || status === STATUS.READY) return 'INIT'
  if (index < middle) return 'SUCCESS'
  if (index > middle) return 'INIT'
  const here: Partial<Record<number, TaskState>> = {
    [STATUS.FAIL]: 'FAIL',
    [STATUS.TIMEOUT]: 'TIMEOUT',
    [STATUS.INTERNAL_ERROR]: 'INTERNAL_ERROR',
    [STATUS.SUSPEND]: 'SUSPEND',
  }
  return here[status] ?? 'RUNNING'
}
