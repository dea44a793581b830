import type { Flow, TaskPlan } from './flow'
import { spellKeys } from './key-style'
import { type Run, statusAt, taskInstanceId } from './run'
import type { RunStore } from './run-store'
import type { Settings } from './settings'
import { statusName } from './status-codes'
import { taskStatesAt } from './task-states'

type Node = Record<string, unknown>

/** The `graph` of an instance (enos-api.md 5.2): List leaves the task states out. */
export function instanceGraph(
  run: Run,
  view: { settings: Settings; runs: RunStore; now: number; withStates: boolean },
): unknown {
  const { flow } = run
  const states = view.withStates ? taskStatesAt(run, view.now) : []
  const graph = {
    creator: flow.creator,
    owners: flow.owners.join(';'),
    cycle: flow.cycle,
    doAs: flow.doAs,
    flows: flow.references.map((reference, index) => {
      const upstream = view.runs.latestBefore(reference.flowId, Math.min(run.triggerAt, view.now))
      const status = upstream ? statusName(statusAt(upstream, view.now)) : 'NONE'
      return {
        ...flowNode(reference, index),
        flowInstId: upstream?.id ?? '',
        ...(view.withStates ? { status } : {}),
      }
    }),
    name: flow.flowName,
    instId: run.id,
    id: flow.flowId,
    relations: relations(flow),
    parameters: JSON.stringify(flow.parameters),
    alertMode: flow.alertMode,
    freq: flow.freq,
    tasks: flow.tasks.map((task, index) => ({
      ...taskNode(task),
      taskInstId: taskInstanceId(run, index),
      ...(view.withStates ? { status: states[index] ?? 'INIT' } : {}),
    })),
  }
  return writeGraph(graph, view.settings)
}

/** The `graph` of a workflow (enos-api.md 5.10). */
export function flowGraph(flow: Flow, settings: Settings, startDate: string): unknown {
  const graph = {
    creator: flow.creator,
    freq: flow.freq,
    alertMode: flow.alertMode,
    type: flow.type,
    owners: flow.owners.join(';'),
    visitors: flow.visitors.join(';'),
    startTime: startDate,
    cycle: flow.cycle,
    doAs: flow.doAs,
    flows: flow.references.map(flowNode),
    name: flow.flowName,
    syncType: 1,
    relations: relations(flow),
    parameters: JSON.stringify(flow.parameters),
    tasks: flow.tasks.map((task) => ({ ...taskNode(task), taskId: String(task.taskId) })),
    queue: 'default',
    desc: flow.desc,
    active: flow.active,
  }
  return writeGraph(graph, settings)
}

function flowNode(reference: Flow['references'][number], index: number): Node {
  const { flowId, flowName } = reference
  const place = { x: 0.0021, y: 0.02 + index * 0.06 }
  return { flowId: String(flowId), flowName, nodeId: `f_${flowId}`, isVirtual: false, ...place }
}

function taskNode(task: TaskPlan): Node {
  const { taskName, taskId, x, y } = task
  return { taskName, x, y, taskId, nodeId: `t_${taskId}` }
}

function relations(flow: Flow): Node[] {
  const cycleGap = `${flow.cycle === 'mi' ? 'mi' : flow.cycle}0`
  const edge = (source: string, target: string): Node => ({ cycleGap, source, target, rerun: true })
  const roots = flow.tasks.filter((task) => task.after.length === 0)
  const fromFlows = flow.references.flatMap((reference) =>
    roots.map((root) => edge(`f_${reference.flowId}`, `t_${root.taskId}`)),
  )
  const fromTasks = flow.tasks.flatMap((task) =>
    task.after.map((before) => edge(`t_${flow.tasks[before]?.taskId}`, `t_${task.taskId}`)),
  )
  return [...fromFlows, ...fromTasks]
}

function writeGraph(graph: Record<string, unknown>, settings: Settings): unknown {
  const named = spellKeys(graph, settings.graphKeys)
  if (settings.graphForm === 'object') return named
  const text = JSON.stringify(named)
  return settings.graphForm === 'string' ? text : text.slice(0, Math.floor(text.length * 0.7))
}
