import type { CancellationView } from '@/lib/shared/cancellation'
import type { FlowActionView } from '@/lib/shared/flow-actions'
import type { EnosTime, InstanceRow } from '@/lib/shared/instances'
import type { Status } from '@/lib/shared/statuses'

export type TaskNode = {
  nodeId: string
  taskId: string
  /** Null: EnOS did not say, so neither task nor log can be asked for. */
  taskInstId: string | null
  name: string
  /** Null: EnOS did not say. `UNKNOWN` with code -99 for a word that Flowstop does not know. */
  status: Status | null
}

/** A workflow that this one waits for. `status` null: it has no instance, or EnOS did not say. */
export type ReferenceNode = {
  nodeId: string
  flowId: string
  flowName: string
  flowInstId: string | null
  isVirtual: boolean
  status: Status | null
}

export type InstanceGraph = {
  tasks: TaskNode[]
  references: ReferenceNode[]
  /** Node ids. */
  edges: { source: string; target: string }[]
}

/** What EnOS tells of the workflow's schedule. */
export type ScheduleFacts = {
  /** Null: EnOS did not say. */
  isPeriodic: boolean | null
  /** Null: EnOS did not say. */
  isActive: boolean | null
  cron: string | null
  /** The cron in the language of the person; null where it cannot be read. */
  words: string | null
  nextStart: EnosTime | null
  /** Of a paused one: when it would start, if it was resumed now. */
  nextOnceResumed: EnosTime | null
  /** Date from which the schedule holds, yyyy-MM-dd. */
  validFrom: string | null
  locks: { user: boolean | null; workflow: boolean | null }
}

/** What goes on within an instance that reads FAIL; `unknown`: its graph does not say, and EnOS may still stop it. */
export type AfterFail = { running: number; mayStart: number } | 'unknown'

/** The answer of GET /api/instances/{flowInstId}. Times are Unix ms, UTC. */
export type InstanceDetail = {
  row: InstanceRow
  /** When EnOS was asked. */
  readAt: number
  refreshAfterMs: number
  /** It can still change, or something that was asked for here is under way. */
  isLive: boolean
  /** Null: it does not read FAIL, or has ended. */
  afterFail: AfterFail | null
  runAs: string | null
  parameters: { key: string; value: string }[]
  /** Null: EnOS sent none that can be read. */
  graph: InstanceGraph | null
  /** False: this EnOS is known to tell nothing of a task beside the graph. */
  tellsTasks: boolean
  /** Null: the workflow could not be read; everything else still shows. */
  schedule: ScheduleFacts | null
  /** Its cancellations that this person may see, newest first. */
  cancellations: CancellationView[]
  /** What was done to its workflow from here: pauses, resumptions, runs. Newest first. */
  actions: FlowActionView[]
  /**
   * By when it is known what came of a pause or resumption, and of a run, that is under way, where EnOS answers; until
   * then no other one is sent. Null: none is under way.
   */
  knownBy: { schedule: number | null; run: number | null }
  /** For *Run again* at the same trigger time; null where the zone is undecided. */
  sameTrigger: { at: number; zone: string } | null
  /** The zone in which EnOS writes trigger times and reads crons; null where it is undecided. */
  zone: string | null
}

/** The answer of GET /api/instances/{flowInstId}/raw: what EnOS sends, laid out. */
export type RawInstance = { text: string; readAt: number }
