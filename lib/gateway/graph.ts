import 'server-only'
import { type StatusName, statusFromCode } from '@/lib/shared/statuses'
import {
  asBoolean,
  asInteger,
  asNumber,
  asObject,
  asText,
  readFields,
  shortText,
  unpackJson,
} from './loose-values'

export type Task = {
  nodeId: string
  taskId: string
  taskInstId: string | null
  name: string
  /** An EnOS status name, another word as sent, or null: list graphs carry none. */
  status: StatusName | (string & {}) | null
  x: number | null
  y: number | null
}

/** A workflow that this one waits for. */
export type FlowReference = {
  nodeId: string
  flowId: string
  flowName: string
  flowInstId: string | null
  /** `NONE`: it has no instance. */
  status: StatusName | (string & {}) | null
  isVirtual: boolean
  x: number | null
  y: number | null
}

/** `source` and `target` are node ids; `rerun`: the target is started again after the source is. */
export type Relation = { source: string; target: string; rerun: boolean; cycleGap: string | null }

export type Graph = { tasks: Task[]; flows: FlowReference[]; relations: Relation[] }

/** The graph of an instance or workflow: JSON text or object, in either key style; null when unreadable (enos-api.md 5.2). */
export function parseGraph(value: unknown): Graph | null {
  const object = asObject(unpackJson(value))
  if (!object) return null
  const field = readFields(object)
  const tasks = parseList(field('tasks'), parseTask)
  const flows = parseList(field('flows') ?? [], parseReference)
  const relations = parseList(field('relations') ?? [], parseRelation)
  // Half a graph would hide running tasks or their ancestors: better none.
  return tasks && flows && relations ? { tasks, flows, relations } : null
}

function parseTask(value: unknown): Task | null {
  const field = readFields(asObject(value) ?? {})
  const nodeId = asText(field('nodeId'))
  const taskId = asText(field('taskId', 'id')) ?? nodeId?.match(/^t_(.+)$/)?.[1] ?? null
  if (nodeId === null && taskId === null) return null
  return {
    nodeId: nodeId ?? `t_${taskId}`,
    taskId: taskId ?? '',
    taskInstId: asText(field('taskInstId', 'taskInstanceId', 'instanceId')),
    name: shortText(field('taskName', 'name')) ?? '',
    status: parseStatusWord(field('status')),
    x: asNumber(field('x')),
    y: asNumber(field('y')),
  }
}

function parseReference(value: unknown): FlowReference | null {
  const field = readFields(asObject(value) ?? {})
  const nodeId = asText(field('nodeId'))
  const flowId = asText(field('flowId', 'id')) ?? nodeId?.match(/^f_(.+)$/)?.[1] ?? null
  if (nodeId === null && flowId === null) return null
  return {
    nodeId: nodeId ?? `f_${flowId}`,
    flowId: flowId ?? '',
    flowName: shortText(field('flowName', 'name')) ?? '',
    flowInstId: asText(field('flowInstId', 'instId', 'instanceId', 'flowInstanceId')),
    status: parseStatusWord(field('status')),
    isVirtual: asBoolean(field('isVirtual', 'virtual')) ?? false,
    x: asNumber(field('x')),
    y: asNumber(field('y')),
  }
}

function parseRelation(value: unknown): Relation | null {
  const field = readFields(asObject(value) ?? {})
  const source = asText(field('source'))
  const target = asText(field('target'))
  if (source === null || target === null) return null
  const rerun = asBoolean(field('rerun')) ?? false
  return { source, target, rerun, cycleGap: asText(field('cycleGap')) }
}

function parseList<T>(value: unknown, parse: (item: unknown) => T | null): T[] | null {
  const list = unpackJson(value)
  if (!Array.isArray(list)) return null
  const parsed = list.map(parse).filter((item) => item !== null)
  return parsed.length === list.length ? parsed : null
}

function parseStatusWord(value: unknown): string | null {
  const code = asInteger(value)
  if (code === null) return asText(value)?.toUpperCase() ?? null
  const { name } = statusFromCode(code)
  return name === 'UNKNOWN' ? String(code) : name
}
