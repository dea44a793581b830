import { isRecord } from './call'
import { BadControl, optionalNumber, optionalText } from './control-request'
import type { CancelStyle, Flow, TaskPlan } from './flow'
import { instanceId, MADE_TASKS } from './instance-id'
import type { GivenTask, Run } from './run'
import type { Simulation } from './simulation'
import { isFinalStatus, readStatus, STATUS, statusName, type TaskState } from './status-codes'

const MOST_TASKS = 500
const MINUTE = 60_000
const STYLES: readonly CancelStyle[] = ['stop', 'finish-first', 'never', 'fail']

/** An instance as control describes it: with a workflow of its own, or one more run of the one that `flowId` names. */
export function makeInstance(simulation: Simulation, body: Record<string, unknown>): Run {
  const now = Date.now()
  const status = readStatus(body.status ?? 'RUNNING')
  if (status === undefined) throw new BadControl('"status" must be a status name or number.')
  const triggerAt = wholeSecond(optionalNumber(body, 'triggerTime') ?? now - 10 * MINUTE)
  const given = readTasks(body.tasks)
  const flow = existingFlow(simulation, body) ?? makeFlow(simulation, body, given)
  const hasStarted = status !== STATUS.INIT && status !== STATUS.WAIT && status !== STATUS.READY
  const startAt =
    optionalNumber(body, 'startTime') ?? (hasStarted ? triggerAt + 5_000 : Number.POSITIVE_INFINITY)
  const endsInMs = optionalNumber(body, 'endsInMs')
  const isEnded = isFinalStatus(status) && endsInMs === undefined && body.endTime !== null
  const endAt = isEnded
    ? (optionalNumber(body, 'endTime') ?? Math.max(startAt, now - 1_000))
    : endsInMs === undefined
      ? Number.POSITIVE_INFINITY
      : now + endsInMs
  return {
    flow,
    id: instanceId(flow.flowId, 'none', triggerAt),
    seed: simulation.runs.seed,
    createdAt: Math.min(now, triggerAt),
    triggerAt,
    readyAt: Number.isFinite(startAt) ? triggerAt : Number.POSITIVE_INFINITY,
    startAt,
    spanMs: Math.max(1, endAt - startAt),
    endAt,
    finalStatus: isFinalStatus(status) ? status : readEnding(body.endsAs),
    hold: isEnded ? undefined : status,
    onCancel: flow.onCancel,
    cancelDelayMs: optionalNumber(body, 'cancelDelayMs'),
    givenTasks: given,
    marks: isEnded ? [] : [{ at: now, status }],
  }
}

function existingFlow(simulation: Simulation, body: Record<string, unknown>): Flow | null {
  const flowId = optionalNumber(body, 'flowId')
  if (flowId === undefined) return null
  const flow = simulation.runs.flow(flowId)
  if (!flow) throw new BadControl(`There is no workflow ${flowId}.`)
  return flow
}

function makeFlow(simulation: Simulation, body: Record<string, unknown>, given: GivenTask[]): Flow {
  const flowId = simulation.runs.freshFlowId()
  const owners = readOwners(body.owners)
  const runMs = optionalNumber(body, 'runMs') ?? MINUTE
  const first = simulation.accounts.byName(owners[0] ?? '')
  const onCancel = STYLES.find((style) => style === (body.onCancel ?? 'stop'))
  if (!onCancel) throw new BadControl(`"onCancel" must be one of ${STYLES.join(', ')}.`)
  return {
    flowId,
    flowName: optionalText(body, 'flowName') ?? `workflow-${flowId}`,
    orgId: optionalText(body, 'orgId') ?? first?.orgId ?? 'o15504722874071',
    owners,
    visitors: [],
    creator: owners[0] ?? '',
    type: body.type === 0 || body.type === 2 ? body.type : 1,
    cycle: optionalText(body, 'cycle') ?? 'D',
    freq: optionalText(body, 'freq') ?? '0 0 0 * * ? *',
    schedule: { kind: 'none' },
    pace: {
      leadMs: 0,
      waitMs: [0, 0],
      readyMs: [0, 0],
      runMs: [runMs, runMs],
      failShare: 0,
      timeoutShare: 0,
    },
    doAs: 'data_northwind',
    alertMode: 0,
    desc: 'made by control',
    locked: body.flowLocked === true,
    active: body.flowActive === false ? 0 : 1,
    pauses: [],
    tasks: given.map((task, index) => taskPlan(flowId, task, index, given.length)),
    references: readReferences(body.references),
    parameters: [],
    onCancel,
    createdAt: Date.now() - 30 * 24 * 60 * MINUTE,
  }
}

function taskPlan(flowId: number, task: GivenTask, index: number, length: number): TaskPlan {
  const [from, to] = [index / length, (index + 1) / length]
  return {
    taskId: flowId * MADE_TASKS + index + 1,
    taskName: task.name,
    x: from,
    y: 0.02,
    from,
    to,
    after: task.after,
  }
}

function readOwners(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every((name) => typeof name === 'string'))
    throw new BadControl('"owners" must be a list of usernames.')
  return value
}

function readReferences(value: unknown): Flow['references'] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new BadControl('"references" must be a list.')
  return value.filter(isRecord).map(({ flowId, flowName }) => ({
    flowId: Number(flowId),
    flowName: String(flowName),
  }))
}

/** A number makes a chain of that many; a list names tasks, their states and what they come after. */
function readTasks(value: unknown): GivenTask[] {
  if (value === undefined || typeof value === 'number')
    return Array.from({ length: Math.min(value ?? 3, MOST_TASKS) }, (_, index) =>
      chained(`task_${index + 1}`, index),
    )
  if (!Array.isArray(value)) throw new BadControl('"tasks" must be a number or a list.')
  const names = value.map((task: unknown) => (isRecord(task) ? String(task.name) : String(task)))
  return value.map((task: unknown, index) => readTask(task, names, index))
}

function readTask(task: unknown, names: string[], index: number): GivenTask {
  const plain = chained(names[index] ?? '', index)
  if (!isRecord(task)) return plain
  const status = task.status === undefined ? undefined : readStatus(task.status)
  const after = Array.isArray(task.after)
    ? task.after.map((name: unknown) => names.indexOf(String(name))).filter((at) => at >= 0)
    : plain.after
  return { ...plain, after, status: status === undefined ? undefined : (statusName(status) as TaskState) }
}

function chained(name: string, index: number): GivenTask {
  return { name, after: index === 0 ? [] : [index - 1] }
}

function readEnding(value: unknown): number {
  return readStatus(value ?? 'SUCCESS') ?? STATUS.SUCCESS
}

function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000
}
