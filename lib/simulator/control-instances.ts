import { isRecord } from './call'
import { BadControl, bodyOf, type ControlRequest, optionalNumber } from './control-request'
import { makeInstance } from './made-instance'
import { endTimeAt, historyAt, type Run, startTimeAt, statusAt, taskInstanceId } from './run'
import type { Simulation } from './simulation'
import { isFinalStatus, readStatus, STATUS, statusName, type TaskState } from './status-codes'
import { taskStatesAt } from './task-states'

const UNSTARTED: ReadonlySet<number> = new Set([
  STATUS.INIT,
  STATUS.WAIT,
  STATUS.READY,
  STATUS.CANCEL,
  STATUS.SKIP,
])

export function addInstance(simulation: Simulation, request: ControlRequest): unknown {
  const run = makeInstance(simulation, bodyOf(request))
  simulation.runs.keep(run)
  return { flowInstId: run.id, flowId: run.flow.flowId }
}

/** What is really so about an instance, as no client could ask for it. */
export function showInstance(simulation: Simulation, request: ControlRequest): unknown {
  const now = Date.now()
  const run = found(simulation, request.id, now)
  const status = statusAt(run, now)
  const states = taskStatesAt(run, now)
  return {
    flowInstId: run.id,
    flowId: run.flow.flowId,
    flowName: run.flow.flowName,
    orgId: run.flow.orgId,
    owners: run.flow.owners,
    type: run.flow.type,
    flowLocked: run.flow.locked,
    status,
    statusDesc: statusName(status),
    triggerTime: run.triggerAt,
    startTime: startTimeAt(run, now),
    endTime: endTimeAt(run, now),
    cancelCount: run.cancel?.count ?? 0,
    cancelledBy: run.cancel?.by ?? null,
    cancelAcceptedAt: run.cancel?.at ?? null,
    cancelEffectAt: run.cancel?.effectAt ?? null,
    history: historyAt(run, now),
    tasks: run.flow.tasks.map((task, index) => ({
      taskInstId: taskInstanceId(run, index),
      name: task.taskName,
      status: states[index],
    })),
  }
}

/** Forces an instance into a status, from now on. */
export function changeInstance(simulation: Simulation, request: ControlRequest): unknown {
  const now = Date.now()
  const body = bodyOf(request)
  const run = found(simulation, request.id, now)
  run.marks = historyAt(run, now).map(({ at, status }) => ({ at, status }))
  if (body.status !== undefined) force(run, body, now)
  else if (body.endTime !== undefined) run.endAt = optionalNumber(body, 'endTime') ?? Number.POSITIVE_INFINITY
  run.startAt = optionalNumber(body, 'startTime') ?? run.startAt
  if (body.tasks !== undefined) nameStates(run, body.tasks)
  if (body.flowLocked !== undefined) run.flow.locked = body.flowLocked === true
  simulation.runs.keep(run)
  return showInstance(simulation, request)
}

function force(run: Run, body: Record<string, unknown>, now: number): void {
  const status = readStatus(body.status)
  if (status === undefined) throw new BadControl('"status" must be a status name or number.')
  run.stop = undefined
  const isLive = !isFinalStatus(status) || body.endTime === null
  run.hold = isLive ? status : undefined
  run.endAt = isLive ? Number.POSITIVE_INFINITY : (optionalNumber(body, 'endTime') ?? now)
  if (isLive) run.spanMs = Number.POSITIVE_INFINITY
  else run.finalStatus = status
  if (!UNSTARTED.has(status)) run.startAt = Math.min(run.startAt, now)
  run.marks = [...run.marks, { at: now, status }]
}

/** Names the states of some tasks of an instance made by control. */
function nameStates(run: Run, tasks: unknown): void {
  if (!Array.isArray(tasks)) throw new BadControl('"tasks" must be a list.')
  for (const task of tasks) {
    const status = isRecord(task) ? readStatus(task.status) : undefined
    const given = run.givenTasks?.find((known) => isRecord(task) && known.name === task.name)
    if (!given || status === undefined)
      throw new BadControl('Each task needs the name of one that is there, and a status.')
    given.status = statusName(status) as TaskState
  }
}

function found(simulation: Simulation, id: string, now: number): Run {
  const run = simulation.runs.find(id, now)
  if (!run) throw new BadControl(`There is no instance "${id}".`, 404)
  return run
}
