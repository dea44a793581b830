import { queryOptions } from '@tanstack/react-query'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import type { ImpactAnswer } from '@/lib/shared/impact'
import { instancePartKeys } from '@/lib/shared/keys/instance-parts'

/** Facts older than this are not those that somebody should confirm on. */
const FRESH_MS = 30_000

/** What stopping an instance would hit: read when the dialog opens, and again while it stands open. */
export function impactQuery(flowInstId: string) {
  return queryOptions({
    queryKey: instancePartKeys.impact(flowInstId),
    queryFn: ({ signal }) =>
      readJson<ImpactAnswer>(`/api/instances/${encodeURIComponent(flowInstId)}/impact`, signal),
    gcTime: FRESH_MS,
    refetchInterval: ({ state }) => {
      const problem = state.error instanceof ProblemError ? state.error.problem : null
      return problem?.code === 'signed_out' || problem?.code === 'not_found' ? false : FRESH_MS
    },
  })
}
