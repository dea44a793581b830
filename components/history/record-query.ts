import { queryOptions } from '@tanstack/react-query'
import { followServerClock } from '@/components/clock'
import { ProblemError } from '@/components/problem-error'
import { readJson } from '@/components/read-json'
import { isOpen, isOverdue } from '@/lib/shared/cancellation'
import { isActionOpen } from '@/lib/shared/flow-actions'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'
import type { CancellationStory } from '@/lib/shared/timeline'

const OPEN_MS = 2_000
const OVERDUE_MS = 10_000
const AFTER_FAILURE_MS = 5_000

function nextIn({ cancellation, actions, now }: CancellationStory): number | false {
  const isUnderWay =
    cancellation.pause?.state === 'under_way' || actions.some(({ state }) => isActionOpen(state))
  if (!isOpen(cancellation.state)) return isUnderWay ? OPEN_MS : false
  return isOverdue(cancellation, now) ? OVERDUE_MS : OPEN_MS
}

/** Nobody is there to ask any more, or nothing to ask for. */
function isFinal(error: unknown): boolean {
  const code = error instanceof ProblemError ? error.problem?.code : undefined
  return code === 'signed_out' || code === 'not_found'
}

/** One cancellation, from our own records: read again while it is open, and when a person comes back to it. */
export function recordQuery(id: string) {
  return queryOptions({
    queryKey: cancellationKeys.one(id),
    queryFn: async ({ signal }): Promise<CancellationStory> => {
      const story = await readJson<CancellationStory>(`/api/cancellations/${id}`, signal)
      followServerClock(story.now)
      return story
    },
    staleTime: OPEN_MS,
    // What the server has just handed over is fresh, whatever the browser's clock says of its age.
    refetchOnMount: ({ state }) => state.dataUpdateCount > 1,
    refetchInterval: ({ state }) => {
      if (isFinal(state.error)) return false
      const next = state.data === undefined ? OPEN_MS : nextIn(state.data)
      if (next === false) return false
      return state.error === null ? next : Math.max(AFTER_FAILURE_MS, next)
    },
  })
}
