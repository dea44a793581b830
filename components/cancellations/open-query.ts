import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { followServerClock } from '@/components/clock'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import { startAnew } from '@/components/shell/start-anew'
import { type CancellationView, isOpen, isOverdue } from '@/lib/shared/cancellation'
import type { InstanceList, OpenCancellations } from '@/lib/shared/instances'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'
import { instanceKeys } from '@/lib/shared/keys/instances'

const OPEN_MS = 2_000
const OVERDUE_MS = 10_000
const IDLE_MS = 30_000
const AFTER_FAILURE_MS = 5_000
const MOST_REMEMBERED = 50

/** `ended`: what this tab has seen end, so that a row tells it before the list does. */
export type CancellationNews = OpenCancellations & { ended?: CancellationView[] }

function nextIn(client: QueryClient, data: CancellationNews | undefined): number {
  if (data === undefined || data.open.length === 0) {
    return client.getQueryData<InstanceList>(instanceKeys.lists())?.refreshAfterMs ?? IDLE_MS
  }
  return data.open.every((one) => isOverdue(one, data.now)) ? OVERDUE_MS : OPEN_MS
}

function remember(ended: CancellationView[], before: CancellationNews | undefined): CancellationView[] {
  const ids = new Set(ended.map(({ id }) => id))
  return [...ended, ...(before?.ended ?? []).filter(({ id }) => !ids.has(id))].slice(0, MOST_REMEMBERED)
}

/** What is being cancelled, from our own records: asked often, because it costs EnOS nothing. */
export function openCancellationsQuery(client: QueryClient) {
  return queryOptions({
    queryKey: cancellationKeys.open(),
    queryFn: async ({ signal }): Promise<CancellationNews> => {
      const reply = await readJson<OpenCancellations>('/api/cancellations/open', signal)
      followServerClock(reply.now)
      const before = client.getQueryData<CancellationNews>(cancellationKeys.open())
      if (before && before.asker.person !== reply.asker.person) return startAnew()
      const isStillOpen = new Set(reply.open.map(({ id }) => id))
      if (before?.open.some(({ id }) => !isStillOpen.has(id))) {
        void client.invalidateQueries({ queryKey: instanceKeys.lists() })
      }
      return { ...reply, ended: remember(reply.untold, before) }
    },
    staleTime: OPEN_MS,
    refetchInterval: ({ state }) => {
      if (state.error instanceof ProblemError && state.error.problem?.code === 'signed_out') return false
      const next = nextIn(client, state.data)
      return state.error === null ? next : Math.max(AFTER_FAILURE_MS, next)
    },
  })
}

/** Puts the answer of a cancel beside what is known already, so that its row need not wait for the next read. */
export function addNews(client: QueryClient, one: CancellationView): void {
  client.setQueryData<CancellationNews>(cancellationKeys.open(), (known) => {
    if (known === undefined) return undefined
    const open = known.open.filter(({ id }) => id !== one.id)
    return isOpen(one.state)
      ? { ...known, open: [one, ...open] }
      : { ...known, open, ended: remember([one], known) }
  })
}
