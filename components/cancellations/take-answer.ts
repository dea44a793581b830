import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from 'next/navigation'
import { ProblemError } from '@/components/problem-error'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { CancelResult, Problem } from '@/lib/shared/problems'

/** The page is older than the server and cannot ask it any more; nothing was recorded. */
export class OutdatedPageError extends Error {
  override name = 'OutdatedPageError'
}

/** There was no connection when it was asked; nothing left the browser. */
export class OfflineError extends Error {
  override name = 'OfflineError'
}

const REFUSALS = ['foreign_origin', 'too_large'] as const

/** What `proxy.ts` said, if that is who answered: then nothing reached the action. */
function refusalIn(error: unknown): Problem | null {
  const text = error instanceof Error ? error.message : ''
  const code = REFUSALS.find((one) => text === JSON.stringify({ problem: { code: one } }))
  return code === undefined ? null : { code }
}

/** What an action answers; an error without a problem means that nobody knows what came of it. */
export async function takeResult<Result>(ask: () => Promise<Result>): Promise<Result> {
  // Tried all the same: a server on this very machine can be reached without any network.
  const wasOffline = !navigator.onLine
  return ask().catch((error: unknown) => {
    if (isUnrecognizedAction(error)) throw new OutdatedPageError()
    throw wasOffline ? new OfflineError() : new ProblemError(refusalIn(error))
  })
}

/** The cancellation that an action answers with. */
export async function takeAnswer(ask: () => Promise<CancelResult>): Promise<CancellationView> {
  const result = await takeResult(ask)
  if (!result.ok) throw new ProblemError(result.problem)
  return result.cancellation
}
