import 'server-only'
import { type Graph, parseGraph } from './graph'
import { asBoolean, asInteger, asObject, asText, readFields, shortText, unpackJson } from './loose-values'
import { parseOwners } from './owners'
import { type Parameter, parseParameters } from './parameters'
import { type Cycle, parseCycle, parseScheduleType, type ScheduleType } from './wire'

/** A workflow (enos-api.md 5.10). null: EnOS did not say. */
export type Flow = {
  flowId: string
  flowName: string
  /** Its schedule runs. */
  isActive: boolean | null
  type: ScheduleType | null
  freq: string | null
  cycle: Cycle | null
  /** Date from which the schedule holds. */
  startTime: string | null
  owners: string[]
  parameters: Parameter[]
  doAs: string | null
  description: string | null
  /** The workflow is locked. */
  isLocked: boolean | null
  /** The person who asks is locked. */
  isUserLocked: boolean | null
  hasEditRight: boolean | null
  graph: Graph | null
}

/** One workflow, or null when it names none. */
export function parseFlow(value: unknown): Flow | null {
  const field = readFields(asObject(unpackJson(value)) ?? {})
  const flowId = asText(field('flowId', 'id'))
  if (flowId === null) return null
  const active = asInteger(field('active'))
  return {
    flowId,
    flowName: shortText(field('flowName', 'name')) ?? '',
    isActive: active === null ? asBoolean(field('active')) : active === 1,
    type: parseScheduleType(field('type')),
    freq: shortText(field('freq', 'cron')),
    cycle: parseCycle(field('cycle')),
    startTime: shortText(field('startTime')),
    owners: parseOwners(field('owner', 'owners')),
    parameters: parseParameters(field('parameters')),
    doAs: shortText(field('doAs')),
    description: asText(field('desc')),
    isLocked: asBoolean(field('locked', 'isLocked')),
    isUserLocked: asBoolean(field('isUserLocked', 'userLocked')),
    hasEditRight: asBoolean(field('hasEditPri')),
    graph: parseGraph(field('graph')),
  }
}
