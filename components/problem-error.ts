import type { Problem } from '@/lib/shared/problems'

/** A read that failed: with the server's own problem, or without one when no answer came at all. */
export class ProblemError extends Error {
  override name = 'ProblemError'

  constructor(readonly problem: Problem | null) {
    super(problem?.code ?? 'no_connection')
  }
}
