import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useIsOnline } from '@/components/use-is-online'
import type { ImpactAnswer } from '@/lib/shared/impact'

type NoFacts = { failure: Error | null; isOffline: boolean; hasNone: boolean }

/** Why there are no facts. A further try forgets why the one before it failed; until it has an answer that stays true. */
export function useNoFacts({ data, error, fetchStatus }: UseQueryResult<ImpactAnswer>): NoFacts {
  const isOnline = useIsOnline()
  const [failure, setFailure] = useState<Error | null>(null)
  if (error !== null && error !== failure) setFailure(error)
  const isOffline = !isOnline || fetchStatus === 'paused'
  return { failure, isOffline, hasNone: data === undefined && (failure !== null || isOffline) }
}
