import { queryOptions } from '@tanstack/react-query'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import { instancePath } from '@/lib/shared/addresses'
import type { InstanceDetail } from '@/lib/shared/instance-detail'
import { instanceKeys } from '@/lib/shared/keys/instances'

const UNTIL_KNOWN_MS = 5_000
const AFTER_FAILURE_MS = 10_000
/** However long EnOS asks to be left alone, somebody is looking at the page. */
const LONGEST_MS = 5 * 60_000

export type InstanceAsked = { data: InstanceDetail | undefined; error: Error | null }

/** When to read it again (ms); false: not any more. */
export function nextReadMs({ data, error }: InstanceAsked): number | false {
  if (error === null) return data?.refreshAfterMs ?? UNTIL_KNOWN_MS
  const problem = error instanceof ProblemError ? error.problem : null
  // Nobody is there to ask for any more, or nothing to ask for.
  if (problem?.code === 'signed_out' || problem?.code === 'not_found') return false
  const asked = Math.min(LONGEST_MS, problem?.detail?.retryAfterMs ?? 0)
  return Math.max(AFTER_FAILURE_MS, data?.refreshAfterMs ?? 0, asked)
}

/** One instance, read again as soon as the server says. Hidden tabs ask nothing. */
export function instanceQuery(flowInstId: string) {
  return queryOptions({
    queryKey: instanceKeys.one(flowInstId),
    queryFn: ({ signal }) => readJson<InstanceDetail>(`/api${instancePath(flowInstId)}`, signal),
    // What the server has just handed over is fresh, whatever the browser's clock says of its age.
    refetchOnMount: ({ state }) => state.dataUpdateCount > 1,
    refetchInterval: ({ state }) => nextReadMs(state),
  })
}
