import 'server-only'
import { isStatusName, STATUS_CODES, type Status, statusFromCode } from '@/lib/shared/statuses'
import { type Graph, parseGraph } from './graph'
import {
  asBoolean,
  asInteger,
  asObject,
  asText,
  type Fields,
  readFields,
  shortText,
  unpackJson,
} from './loose-values'
import { parseOwners } from './owners'
import { type Parameter, parseParameters } from './parameters'
import type { JsonObject } from './reply'

/** 0 manual, 1 periodic, 2 temporary (enos-api.md 6.3). */
export type ScheduleType = 0 | 1 | 2

/** One run of a workflow (enos-api.md 5.2). Time texts are as EnOS sent them, without a zone (9.3). */
export type FlowInstance = {
  flowInstId: string
  flowId: string
  flowName: string
  status: Status
  owners: string[]
  /** Known in lists, which ask for one type. */
  type?: ScheduleType
  freq: string | null
  /** M, W, D, H or mi; null when EnOS sent something else. */
  cycle: Cycle | null
  parameters: Parameter[]
  doAs: string | null
  triggerTime: string | null
  startTime: string | null
  endTime: string | null
  virtual: boolean | null
  calDt: string | null
  alertMode: number | null
  /** May mean asked for or done: never show it as cancelled (enos-api.md 10.5, trap 19). */
  isCancelled: boolean | null
  graph: Graph | null
}

export type Cycle = 'M' | 'W' | 'D' | 'H' | 'mi'

const CYCLES: ReadonlySet<string> = new Set<Cycle>(['M', 'W', 'D', 'H', 'mi'])

/** No EnOS code: the reply named no status. Read as unknown, so nothing is taken for ended. */
const NO_STATUS = -99

/** One instance, or null when it names none (enos-api.md 5.2; spelling variants 10.5). */
export function parseFlowInstance(value: unknown): FlowInstance | null {
  const object = asObject(unpackJson(value))
  if (!object) return null
  const field = readFields(object)
  const flowInstId = asText(field('instanceId', 'flowInstId', 'flowInstanceId', 'instId'))
  if (flowInstId === null) return null
  const type = parseScheduleType(field('type'))
  return {
    flowInstId,
    // The id begins with the workflow's (enos-api.md 1).
    flowId: asText(field('flowId')) ?? flowInstId.split('-')[0] ?? '',
    flowName: shortText(field('flowName', 'name')) ?? '',
    status: parseStatus(field),
    owners: parseOwners(field('owner', 'owners')),
    ...(type === null ? {} : { type }),
    freq: shortText(field('freq', 'cron')),
    cycle: parseCycle(field('cycle')),
    parameters: parseParameters(field('parameters')),
    doAs: shortText(field('doAs')),
    triggerTime: parseTime(field('triggerTime')),
    startTime: parseTime(field('startTime')),
    endTime: parseTime(field('endTime')),
    virtual: asBoolean(field('virtual', 'isVirtual')),
    calDt: shortText(field('calDt')),
    alertMode: asInteger(field('alertMode')),
    isCancelled: asBoolean(field('isCancelled', 'cancelled')),
    graph: parseGraph(field('graph')),
  }
}

export type FlowInstancePage = {
  instances: FlowInstance[]
  /** Items as sent, parsed or not. */
  received: number
  dropped: number
  count: number
}

/** The `data` of List Flow Instances, or null when it holds no list. Items without an id are counted, not shown. */
export function parseFlowInstancePage(body: JsonObject): FlowInstancePage | null {
  const data = unpackJson(body.data)
  const field = readFields(asObject(data) ?? {})
  const list = Array.isArray(data) ? data : unpackJson(field('flowInsts', 'flowInstances'))
  const count = asInteger(field('count', 'total'))
  // Nothing found may come without a list.
  if (!Array.isArray(list) && !(count === 0 && list === undefined)) return null
  const items: unknown[] = Array.isArray(list) ? list : []
  const instances = items.map(parseFlowInstance).filter((item) => item !== null)
  const received = items.length
  return { instances, received, dropped: received - instances.length, count: count ?? received }
}

/** `data` or `data[0]` (enos-api.md 5.2). */
export function firstOf(data: unknown): unknown {
  const unpacked = typeof data === 'string' ? unpackJson(data) : data
  return Array.isArray(unpacked) ? unpacked[0] : unpacked
}

export function parseCycle(value: unknown): Cycle | null {
  const text = asText(value)
  return text !== null && CYCLES.has(text) ? (text as Cycle) : null
}

export function parseScheduleType(value: unknown): ScheduleType | null {
  const code = asInteger(value)
  return code === 0 || code === 1 || code === 2 ? code : null
}

/** By code, else by name; whatever names none is unknown. */
export function parseStatus(field: Fields): Status {
  const code = asInteger(field('status'))
  if (code !== null) return statusFromCode(code)
  const name = (asText(field('status')) ?? asText(field('statusDesc', 'stsDesc')) ?? '').toUpperCase()
  return statusFromCode(isStatusName(name) ? STATUS_CODES[name] : NO_STATUS)
}

/** A number would be a moment, not a zone-less text. */
export function parseTime(value: unknown): string | null {
  return typeof value === 'string' ? shortText(value) : null
}
