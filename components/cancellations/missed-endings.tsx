import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { type ClaimEndings, isFresh } from '@/components/cancellations/ending-toasts'
import { openCancellationsQuery } from '@/components/cancellations/open-query'

const EndingStrip = lazy(() =>
  import('@/components/cancellations/ending-strip').then(
    (loaded) => ({ default: loaded.EndingStrip }),
    // Nothing is lost: they are told when the page is loaded again.
    () => ({ default: () => null }),
  ),
)

/** The strip of endings that nobody saw, fetched where there are any. */
export function MissedEndings({ claim }: { claim: ClaimEndings }): ReactNode {
  const { data } = useQuery(openCancellationsQuery(useQueryClient()))
  if (!data?.untold.some((one) => !isFresh(one, data.now))) return null
  return (
    <Suspense fallback={null}>
      <EndingStrip claim={claim} />
    </Suspense>
  )
}
