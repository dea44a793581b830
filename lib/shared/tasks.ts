import type { EnosTime } from '@/lib/shared/instances'
import type { Problem } from '@/lib/shared/problems'
import type { Status } from '@/lib/shared/statuses'

/** What a row of the task table shows beside the graph; null: EnOS did not say. Of Get Task Instance (enos-api.md 5.4). */
export type TaskFacts = {
  taskInstId: string
  name: string
  status: Status
  trigger: EnosTime | null
  started: EnosTime | null
  ended: EnosTime | null
  /** How often it ran, and how often it was tried again, of how many times at most. */
  runs: number | null
  retries: number | null
  mostRetries: number | null
  runAs: string | null
}

/** How many tasks can be asked for at once. */
export const MOST_TASKS_ASKED = 20

/**
 * The answer of GET /api/instances/{flowInstId}/tasks?of={taskInstId,…}: `tasks` holds those that could be read,
 * `problem` tells why others could not. `isOffered` false: this EnOS has no Get Task Instance, so the graph's own fields
 * are all there is.
 */
export type TaskFactsAnswer = {
  isOffered: boolean
  tasks: TaskFacts[]
  problem: Problem | null
  readAt: number
  /** How long after this question more tasks may be asked for that nobody looks at, so that all calls stay below the ceiling. */
  nextAfterMs: number
}

/** The answer of GET /api/instances/{flowInstId}/tasks/{taskInstId}. */
export type TaskDetail = {
  flowInstId: string
  flowName: string
  taskInstId: string
  name: string
  /** Of Get Task Instance, else the graph's; null where neither says. */
  status: Status | null
  /** Null: EnOS tells no more of it than the graph does, as one without Get Task Instance. */
  facts: TaskFacts | null
  hasCommand: boolean
  /** The command line; it may hold secrets, so it is null unless it was asked for (`?cmd=1`). */
  command: string | null
  readAt: number
  /** Null: it is over. */
  refreshAfterMs: number | null
}

/** The longest log that EnOS is asked for, in characters (enos-api.md 5.5). */
export const LOG_LIMIT = 1_048_576

/** The answer of GET /api/instances/{flowInstId}/tasks/{taskInstId}/log. */
export type TaskLog = (
  | { kind: 'none' }
  /** Nothing has changed since the text of which `?have=` named the mark. */
  | { kind: 'same'; mark: string }
  | {
      kind: 'text'
      text: string
      mark: string
      /** It is as long as EnOS was asked for, so EnOS has cut it, at an end that its documents do not name. */
      isCut: boolean
    }
) & {
  readAt: number
  /** Null: the task is over. */
  refreshAfterMs: number | null
}
