import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { followServerClock } from '@/components/clock'
import { withCancellations } from '@/components/instances/with-cancellations'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import { isOverdue } from '@/lib/shared/cancellation'
import type { InstanceList, OpenCancellations } from '@/lib/shared/instances'
import { cancellationKeys, instanceKeys } from '@/lib/shared/keys'

const OPEN_MS = 2_000
const OVERDUE_MS = 10_000
const IDLE_MS = 30_000

function nextIn(client: QueryClient, data: OpenCancellations | undefined): number {
  if (data === undefined || data.open.length === 0) {
    return client.getQueryData<InstanceList>(instanceKeys.lists())?.refreshAfterMs ?? IDLE_MS
  }
  return data.open.every((one) => isOverdue(one, data.now)) ? OVERDUE_MS : OPEN_MS
}

/** What is being cancelled, from our own records: asked often, because it costs EnOS nothing. */
export function openCancellationsQuery(client: QueryClient) {
  return queryOptions({
    queryKey: cancellationKeys.open(),
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<OpenCancellations>(cancellationKeys.open())?.open ?? []
      const reply = await readJson<OpenCancellations>('/api/cancellations/open', signal)
      followServerClock(reply.now)
      client.setQueryData<InstanceList>(
        instanceKeys.lists(),
        (list) => list && withCancellations(list, [...reply.open, ...reply.untold]),
      )
      const isStillOpen = new Set(reply.open.map(({ id }) => id))
      if (before.some(({ id }) => !isStillOpen.has(id))) {
        void client.invalidateQueries({ queryKey: instanceKeys.lists() })
      }
      return reply
    },
    refetchInterval: ({ state }) => {
      if (state.error instanceof ProblemError && state.error.problem?.code === 'signed_out') return false
      return nextIn(client, state.data)
    },
  })
}
