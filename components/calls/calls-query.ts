import { queryOptions } from '@tanstack/react-query'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import type { GatewayCalls } from '@/lib/shared/calls'
import { callKeys } from '@/lib/shared/keys/calls'

const EVERY_MS = 10_000

/** The calls of the last hour, from our own records: reading them costs EnOS nothing. */
export const gatewayCallsQuery = queryOptions({
  queryKey: callKeys.lastHour(),
  queryFn: ({ signal }) => readJson<GatewayCalls>('/api/calls', signal),
  refetchInterval: ({ state }) => {
    const code = state.error instanceof ProblemError ? state.error.problem?.code : undefined
    // Neither comes back by asking: who signs in again loads the page anew, and so does who leads again.
    return code === 'signed_out' || code === 'not_found' ? false : EVERY_MS
  },
})
