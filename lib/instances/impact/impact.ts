import 'server-only'
import { cleanText } from '@/lib/gateway/clean-text'
import type { Flow } from '@/lib/gateway/flow'
import type { FlowReference, Graph, Task } from '@/lib/gateway/graph'
import type { FlowInstance } from '@/lib/gateway/wire'
import { nextStart } from '@/lib/instances/schedule/next-start'
import { readEnosTime, type Zones } from '@/lib/shared/enos-time'
import { type Impact, MOST_NAMED, type NamedReference, type TaskGroup } from '@/lib/shared/impact'
import type { EnosTime, Schedule } from '@/lib/shared/instances'
import type { StatusName } from '@/lib/shared/statuses'

/** Letters of a name; what is shown comes back with the cancel, which has to pass the door. */
const LONGEST_NAME = 80
/** Of a number or a word of EnOS. */
const LONGEST_WORD = 24
const LONGEST_CRON = 200

type Group = 'running' | 'suspended' | 'notStarted' | 'done' | 'skipped' | 'ended'

const GROUPS = {
  RUNNING: 'running',
  RERUN: 'running',
  SUSPEND: 'suspended',
  INIT: 'notStarted',
  WAIT: 'notStarted',
  READY: 'notStarted',
  SUCCESS: 'done',
  SKIP: 'skipped',
  FAIL: 'ended',
  TIMEOUT: 'ended',
  CANCEL: 'ended',
  INTERNAL_ERROR: 'ended',
} as const satisfies Record<StatusName, Group>

export type ImpactSources = {
  /** When EnOS was asked (Unix ms). */
  readAt: number
  instance: FlowInstance
  /** How it was started, where a list has told. */
  schedule: Schedule | null
  /** Null: the workflow could not be read. */
  flow: Flow | null
  zones: Zones
  /** When tasks started, by their instance ids, as far as EnOS told. */
  starts: ReadonlyMap<string, EnosTime | null>
  usual: Impact['usual']
}

/** What stopping an instance would hit, as far as these sources tell. */
export function impactOf(sources: ImpactSources): Impact {
  const { readAt, instance, flow, zones, starts, usual } = sources
  const { status, graph } = instance
  return {
    readAt,
    status,
    tasks: graph && tasksOf(graph, starts),
    references: graph && referencesOf(graph),
    locks: { user: flow?.isUserLocked ?? null, workflow: flow?.isLocked ?? null },
    schedule: scheduleOf(sources),
    usual,
    runningMs: runningMs(readEnosTime(instance.startTime, zones.run), instance.endTime, readAt),
  }
}

/**
 * The tasks whose starts are worth asking for: those that are named as running, and as suspended as far as that leaves
 * room, so that it costs no more than one group of names.
 */
export function namedBegun(graph: Graph | null): Task[] {
  const tasks = graph?.tasks ?? []
  const inGroup = (group: Group): Task[] => tasks.filter((task) => groupOf(task) === group)
  return [...inGroup('running'), ...inGroup('suspended')].slice(0, MOST_NAMED)
}

/** Whether the workflow runs by a schedule; a run of it by hand does not tell. */
export function isPeriodic({ flow, schedule }: Pick<ImpactSources, 'flow' | 'schedule'>): boolean {
  return flow?.type == null ? schedule === 'periodic' : flow.type === 1
}

function groupOf({ status }: Task): Group | 'unknown' {
  if (status === 'NONE') return 'notStarted'
  if (status === null || !Object.hasOwn(GROUPS, status)) return 'unknown'
  return GROUPS[status as StatusName]
}

function tasksOf({ tasks }: Graph, starts: ImpactSources['starts']): Impact['tasks'] {
  if (tasks.length > 0 && tasks.every(({ status }) => status === null)) return null
  const groups = {
    running: group(),
    suspended: group(),
    notStarted: group(),
    done: group(),
    skipped: group(),
    ended: group(),
    unknown: group(),
  }
  for (const task of tasks) {
    const place = groupOf(task)
    const hasBegun = place === 'running' || place === 'suspended'
    const since = hasBegun && task.taskInstId ? starts.get(task.taskInstId) : undefined
    const { count, named } = groups[place]
    if (count < MOST_NAMED) named.push({ name: nameOf(task.name, task.nodeId), since: since ?? null })
    groups[place].count += 1
  }
  return { total: tasks.length, ...groups }
}

function group(): TaskGroup {
  return { count: 0, named: [] }
}

function referencesOf({ flows }: Graph): Impact['references'] {
  return { count: flows.length, named: flows.slice(0, MOST_NAMED).map(referenceOf) }
}

function referenceOf({ flowName, flowId, nodeId, status }: FlowReference): NamedReference {
  return {
    flowName: nameOf(flowName, nodeId),
    flowId: cut(flowId, LONGEST_WORD),
    status: status === null || status === 'NONE' ? null : cut(status, LONGEST_WORD),
  }
}

function scheduleOf(sources: ImpactSources): Impact['schedule'] {
  const { readAt, instance, flow, zones } = sources
  const told = flow?.freq ?? instance.freq
  const schedule = {
    isPeriodic: isPeriodic(sources),
    isActive: flow?.isActive ?? null,
    cron: told === null ? null : cleanText(told).slice(0, LONGEST_CRON).toWellFormed(),
  }
  const validFrom = flow?.startTime ?? null
  // One that is not due yet is itself the next start: what would start again is the one after it.
  const own = readEnosTime(instance.triggerTime, zones.trigger)?.at ?? readAt
  const from = Math.max(readAt, own)
  return { ...schedule, nextStart: nextStart({ ...schedule, validFrom }, zones.trigger, from) }
}

function runningMs(started: EnosTime | null, ended: string | null, now: number): number | null {
  if (started === null || started.at === null || ended !== null) return null
  return started.at > now ? null : now - started.at
}

/** Names of EnOS are anything: they are stored, hashed and shown, each on one line. */
function nameOf(name: string, nodeId: string): string {
  return cut(name, LONGEST_NAME) || cut(nodeId, LONGEST_NAME)
}

function cut(text: string, longest: number): string {
  const letters = [...cleanText(text)]
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('')
}
