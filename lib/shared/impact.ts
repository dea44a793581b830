import type { EnosTime } from '@/lib/shared/instances'
import type { Status } from '@/lib/shared/statuses'

/** How many of a group are named; the rest are counted. */
export const MOST_NAMED = 12

/** A task of an instance; `since` is null where EnOS does not tell when it started, and where nobody asked. */
export type NamedTask = { name: string; since: EnosTime | null }

/** `count` in all, of which the first are in `named`, at most `MOST_NAMED`. */
export type TaskGroup = { count: number; named: NamedTask[] }

/** `status`: a word of EnOS, null where it has no instance or EnOS does not say. */
export type NamedReference = { flowName: string; flowId: string; status: string | null }

/** What stopping an instance would hit, as far as EnOS tells. Times are Unix ms, UTC. */
export type Impact = {
  /** When EnOS was asked. */
  readAt: number
  status: Status
  /** Null: the graph cannot be read, or carries no task states. */
  tasks: {
    total: number
    /** Asked to stop; what they handed to the cluster may still finish. */
    running: TaskGroup
    /** Begun and paused: what stopping does to them, EnOS does not say. Absent in older records: among `running`. */
    suspended?: TaskGroup
    /** Will not start. */
    notStarted: TaskGroup
    /** Succeeded: they keep their results. */
    done: TaskGroup
    /** Never ran. Absent in older records: among `done`. */
    skipped?: TaskGroup
    /** Failed, timed out or cancelled already. */
    ended: TaskGroup
    /** In a state that Flowstop does not know. */
    unknown: TaskGroup
  } | null
  /** Workflows this one waits for; stopping does not touch them. Null: the graph cannot be read. */
  references: { count: number; named: NamedReference[] } | null
  /** EnOS would probably refuse. Null: EnOS did not say. */
  locks: { user: boolean | null; workflow: boolean | null }
  schedule: {
    isPeriodic: boolean
    /** Null: EnOS did not say. */
    isActive: boolean | null
    cron: string | null
    /** The next start after `readAt`, unless the schedule is paused by then; null where there is none or nobody can tell. */
    nextStart: EnosTime | null
  }
  /** How long the last successful runs of the workflow took (ms); null with fewer than three. */
  usual: { runs: number; fromMs: number; toMs: number } | null
  /** How long this one has been running (ms) at `readAt`; null where nobody can tell. */
  runningMs: number | null
}

/**
 * The answer of GET /api/instances/{flowInstId}/impact. `seal` goes back with the cancel, so that what the person was
 * shown is stored with it and cannot be made up.
 */
export type ImpactAnswer = { impact: Impact; seal: string }
