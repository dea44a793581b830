import { queryOptions } from '@tanstack/react-query'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import type { InstanceList } from '@/lib/shared/instances'
import { instanceKeys } from '@/lib/shared/keys/instances'

const UNTIL_KNOWN_MS = 5_000
const AFTER_FAILURE_MS = 10_000
/** However long EnOS asks to be left alone, somebody is looking at the page. */
const LONGEST_MS = 5 * 60_000

/** The polled list. The server says how soon it may be asked again; hidden tabs ask nothing. */
export const instanceListQuery = queryOptions({
  queryKey: instanceKeys.lists(),
  queryFn: ({ signal }) => readJson<InstanceList>('/api/instances', signal),
  // Rows that the server has just handed over are fresh, whatever the browser's clock says of their age.
  refetchOnMount: ({ state }) => state.dataUpdateCount > 1,
  refetchInterval: ({ state }) => {
    if (state.error === null) return state.data?.refreshAfterMs ?? UNTIL_KNOWN_MS
    const problem = state.error instanceof ProblemError ? state.error.problem : null
    // Nobody is there to ask for any more; signing in again loads the page anew.
    if (problem?.code === 'signed_out') return false
    const asked = Math.min(LONGEST_MS, problem?.detail?.retryAfterMs ?? 0)
    return Math.max(AFTER_FAILURE_MS, state.data?.refreshAfterMs ?? 0, asked)
  },
})
