import type { FlowActionView } from './flow-actions'
import type { Problem, ProblemCode } from './problems'

/** Those of acts on a workflow alone; their sentences are in `actProblems`, which pages without such acts do not load. */
export const ACT_PROBLEMS = [
  'already_paused',
  'already_active',
  'not_periodic',
  'zone_undecided',
  /** The same trigger time is yet to come: EnOS is said to start at once only what is past. */
  'not_due_yet',
  /** A pause, resumption or run of the same workflow is under way: `detail` says whose, and since when. */
  'act_under_way',
  /** EnOS runs a workflow once a minute at most; `detail.at`: from when it may be run again. */
  'ran_just_now',
] as const
export type ActProblemCode = (typeof ACT_PROBLEMS)[number]

export type ActProblem = { code: ProblemCode | ActProblemCode; detail?: Problem['detail'] }

export type FlowActionResult = { ok: true; action: FlowActionView } | { ok: false; problem: ActProblem }
