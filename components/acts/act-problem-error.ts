import type { ActProblem } from '@/lib/shared/act-problems'

/** An act on a workflow that the server turned away before it was recorded. */
export class ActProblemError extends Error {
  override name = 'ActProblemError'

  constructor(readonly problem: ActProblem) {
    super(problem.code)
  }
}
