import { useState } from 'react'
import { ProblemError } from '@/components/problem-error'
import type { Problem } from '@/lib/shared/problems'

/** `problem` is null where nothing is known of the failure. */
export type Failed = { error: Error | null; problem: Problem | null }

/**
 * What kept the first answer from coming, or null. While it is asked for again React Query forgets the failure, and the
 * page would go back to its skeleton each time.
 */
export function useLastProblem(error: Error | null, first: Problem | null): Failed | null {
  const [last, setLast] = useState<Failed | null>(first && { error: null, problem: first })
  if (error === null || last?.error === error) return last
  const now = { error, problem: error instanceof ProblemError ? error.problem : null }
  setLast(now)
  return now
}
