import type { CancelStyle, Flow } from './flow'
import { isFinalStatus, STATUS, statusName, type TaskState } from './status-codes'

export type GivenTask = { name: string; status?: TaskState; after: number[] }
export type Mark = { at: number; status: number }
export type Acceptance = { at: number; by: string; effectAt: number | null; count: number; last: number }

/** One instance: a plan fixed in advance, read at any moment, bent only by a cancel or by control. */
export type Run = {
  flow: Flow
  readonly id: string
  seed: number
  createdAt: number
  triggerAt: number
  readyAt: number
  startAt: number
  /** Length of the whole run if every task got its turn. */
  spanMs: number
  endAt: number
  finalStatus: number
  failAt?: number
  failTask?: number
  suspend?: readonly [from: number, to: number]
  /** A status shown instead of the planned one until the end. */
  hold?: number
  /** Where an accepted cancel takes effect. */
  stop?: Mark
  cancel?: Acceptance
  onCancel: CancelStyle
  cancelDelayMs?: number
  /** Explicit task states, for instances made by control. */
  givenTasks?: GivenTask[]
  /** History kept when control bends the plan. */
  marks: readonly Mark[]
}

/** One task of an instance, by its place in the workflow. */
export type FoundTask = { run: Run; index: number; taskInstId: string }

export function taskInstanceId(run: Run, index: number): string {
  return `${run.flow.tasks[index]?.taskId}${run.id.slice(run.id.indexOf('-'))}`
}

export function statusAt(run: Run, now: number): number {
  if (run.stop && run.stop.at <= now) return run.stop.status
  if (run.endAt <= now) return run.finalStatus
  if (run.hold !== undefined) return run.hold
  if (now < run.triggerAt) return STATUS.INIT
  if (now < run.readyAt) return STATUS.WAIT
  if (now < run.startAt) return STATUS.READY
  if (run.failAt !== undefined && run.failAt <= now) return STATUS.FAIL
  if (run.suspend && run.suspend[0] <= now && now < run.suspend[1]) return STATUS.SUSPEND
  return STATUS.RUNNING
}

/** Whether nothing can change any more; a FAIL with branches still running is not at its end. */
export function isOver(run: Run, now: number): boolean {
  return endTimeAt(run, now) !== null && isFinalStatus(statusAt(run, now))
}

export function startTimeAt(run: Run, now: number): number | null {
  if (run.startAt > now) return null
  if (run.stop && run.stop.at <= run.startAt) return null
  return run.startAt
}

export function endTimeAt(run: Run, now: number): number | null {
  if (run.stop && run.stop.at <= now) return run.stop.at
  return run.endAt <= now ? run.endAt : null
}

/** Every status the instance has had so far, with its time. */
export function historyAt(run: Run, now: number): { at: number; status: number; name: string }[] {
  const moments = [
    run.createdAt,
    run.triggerAt,
    run.readyAt,
    run.startAt,
    run.failAt,
    run.endAt,
    run.stop?.at,
  ]
  const since = run.marks.at(-1)?.at ?? run.createdAt - 1
  const passed = [...moments, ...(run.suspend ?? [])]
    .filter((at): at is number => at !== undefined && at <= now && at > since)
    .sort((left, right) => left - right)
  const history: Mark[] = [...run.marks]
  for (const at of passed) {
    const status = statusAt(run, at)
    if (history.at(-1)?.status !== status) history.push({ at, status })
  }
  return history.map((mark) => ({ ...mark, name: statusName(mark.status) }))
}
