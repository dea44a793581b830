import type { CancellationView } from '@/lib/shared/cancellation'

/** Every expected failure a page can be told of: a code for programs; its sentence is `problems.{code}` in the catalogs. */
export const PROBLEMS = [
  'signed_out',
  'foreign_origin',
  'too_large',
  'bad_input',
  'key_reused',
  'not_found',
  'already_final',
  'already_asked',
  'too_early',
  'enos_unreachable',
  'enos_timeout',
  'enos_rejected',
  'enos_unauthorized',
  'enos_limited',
  'enos_error',
  'enos_malformed',
  'not_recorded',
  'database_down',
  'unexpected',
] as const
export type ProblemCode = (typeof PROBLEMS)[number]

/** `detail` is what EnOS said, where it said anything: never more than its code, text, request id and wish to wait. */
export type Problem = {
  code: ProblemCode
  detail?: {
    code?: number
    text?: string
    requestId?: string
    status?: number
    field?: string
    /** Of what is open already, a cancellation of the instance or an act on the workflow: its id, who asked, and when. */
    id?: string
    by?: string
    /** It was the person themselves who asked. */
    byMe?: true
    /** With `too_early` and `ran_just_now`: from when it is not. */
    at?: number
    /** How long EnOS asks to be left alone. */
    retryAfterMs?: number
  }
}

export type CancelResult = { ok: true; cancellation: CancellationView } | { ok: false; problem: Problem }

/** `attempt`: the number that the page would give it, one more than it knows of. */
export type AskAgainInput = { cancellationId: string; attempt: number }

export type CheckNowInput = { cancellationId: string }
