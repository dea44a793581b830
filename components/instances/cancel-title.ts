import { isUnderWay, type Standing } from '@/components/instances/cancel-standing'
import type { CancelAsking } from '@/components/instances/use-cancel-instance'
import { ProblemError } from '@/components/problem-error'

type OverTitle = 'titleRefused' | 'titleNotSent' | 'titleAsked' | 'titleEnded' | 'titleSent'

/** The title of the cancel dialog; null while there still is something to ask for. */
export function titleWhenOver({ data, error }: CancelAsking, { kind }: Standing): OverTitle | null {
  if (data?.unrecorded) return kind === 'closed' ? 'titleEnded' : 'titleSent'
  if (data?.state === 'refused') return 'titleRefused'
  if (data !== undefined && !isUnderWay(data)) return 'titleNotSent'
  if (data !== undefined || kind === 'asked') return 'titleAsked'
  const isFinal = error instanceof ProblemError && error.problem?.code === 'already_final'
  return isFinal || kind === 'ended' || kind === 'closed' ? 'titleEnded' : null
}
