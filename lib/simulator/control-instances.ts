import { BadControl, bodyOf, type ControlRequest, optionalNumber } from './control-request'
import { makeInstance } from './made-instance'
import { endTimeAt, historyAt, type Run, startTimeAt, statusAt } from './run'
import type { Simulation } from './simulation'
import { isFinalStatus, readStatus, statusName } from './status-codes'
import { taskStatesAt } from './task-states'

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
    tasks: run.flow.tasks.map((task, index) => ({ name: task.taskName, status: states[index] })),
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
  run.marks = [...run.marks, { at: now, status }]
}

function found(simulation: Simulation, id: string, now: number): Run {
  const run = simulation.runs.find(id, now)
  if (!run) throw new BadControl(`There is no instance "${id}".`, 404)
  return run
}
