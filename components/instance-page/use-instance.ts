import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useNews } from '@/components/cancellations/first-news'
import { instanceQuery } from '@/components/instance-page/instance-query'
import { withCancellations } from '@/components/instances/with-cancellations'
import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

type Told = {
  detail: InstanceDetail | undefined
  error: Error | null
  isFetching: boolean
  refetch: () => Promise<unknown>
}

/** An instance with the freshest news of its cancellations, which come from our own records more often. */
export function useInstance(flowInstId: string): Told {
  const { data, error, isFetching, refetch } = useQuery(instanceQuery(flowInstId))
  const news = useNews()
  const known = useMemo(
    () => [...(news?.open ?? []), ...(news?.ended ?? [])].filter((one) => one.flowInstId === flowInstId),
    [news, flowInstId],
  )
  const detail = useMemo(() => data && withNews(data, known), [data, known])

  // Once the end is on record, the instance itself tells it, too.
  const isCancelling = known.some(({ state }) => isOpen(state))
  const wasCancelling = data?.row.cancellation != null && isOpen(data.row.cancellation.state)
  const hasEnded = wasCancelling && !isCancelling && known.length > 0
  useEffect(() => {
    if (hasEnded) void refetch()
  }, [hasEnded, refetch])
  return { detail, error, isFetching, refetch }
}

function withNews(detail: InstanceDetail, news: readonly CancellationView[]): InstanceDetail {
  const [row = detail.row] = withCancellations([detail.row], news, detail.readAt)
  if (row.cancellation === null || row === detail.row) return detail
  const { cancellation } = row
  const isIt = ({ id }: CancellationView): boolean => id === cancellation.id
  const others = detail.cancellations.filter((one) => !isIt(one))
  // The news of an ended one are of its end: what became of its pause since came with the instance.
  const { pause } = detail.cancellations.find(isIt) ?? cancellation
  return { ...detail, row, cancellations: [{ ...cancellation, pause }, ...others] }
}
