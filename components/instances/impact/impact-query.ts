import { queryOptions } from '@tanstack/react-query'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import type { ImpactAnswer } from '@/lib/shared/impact'
import { instancePartKeys } from '@/lib/shared/keys/instance-parts'

/** Facts older than this are not those that somebody should confirm on. */
const FRESH_MS = 30_000
/** Somebody is about to confirm without them. */
const AFTER_FAILURE_MS = 10_000
/** However long EnOS asks to be left alone, somebody is looking at the dialog. */
const LONGEST_MS = 5 * 60_000

/** What stopping an instance would hit: read when the dialog opens, and again while it stands open. */
export function impactQuery(flowInstId: string) {
  return queryOptions({
    queryKey: instancePartKeys.impact(flowInstId),
    queryFn: ({ signal }) =>
      readJson<ImpactAnswer>(`/api/instances/${encodeURIComponent(flowInstId)}/impact`, signal),
    gcTime: FRESH_MS,
    refetchInterval: ({ state }) => soonAfter(state.error),
  })
}

/** When to read again (ms) after an answer, or after a failure; `false`: not before somebody does something. */
export function soonAfter(error: Error | null): number | false {
  if (error === null) return FRESH_MS
  const problem = error instanceof ProblemError ? error.problem : null
  if (problem?.code === 'signed_out' || problem?.code === 'not_found') return false
  return Math.max(AFTER_FAILURE_MS, Math.min(LONGEST_MS, problem?.detail?.retryAfterMs ?? 0))
}
