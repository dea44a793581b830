import { lazy, type ReactNode, Suspense } from 'react'
import { type ClaimEndings, isFresh } from '@/components/cancellations/ending-toasts'
import { useNews } from '@/components/cancellations/first-news'

const EndingStrip = lazy(() =>
  import('@/components/cancellations/ending-strip').then(
    (loaded) => ({ default: loaded.EndingStrip }),
    // Nothing is lost: they are told when the page is loaded again.
    () => ({ default: () => null }),
  ),
)

/** The strip of endings that nobody saw, fetched where there are any. */
export function MissedEndings({ claim }: { claim: ClaimEndings }): ReactNode {
  const news = useNews()
  if (!news?.untold.some((one) => !isFresh(one, news.now))) return null
  return (
    <Suspense fallback={null}>
      <EndingStrip claim={claim} />
    </Suspense>
  )
}
