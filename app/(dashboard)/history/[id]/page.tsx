import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { getTranslate, readMessages } from '@/app/i18n'
import { Record } from '@/components/history/record'
import { recordHeadline } from '@/components/history/record-headline'
import { RecordSkeleton } from '@/components/history/record-skeleton'
import { getQueryClient } from '@/components/query-client'
import { MoreWords } from '@/components/words'
import { readCancellation } from '@/lib/cancellations/one'
import { readStory } from '@/lib/instances/story'
import { getViewer, requireViewer, type Viewer } from '@/lib/people/viewer'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'

type Props = { params: Promise<{ id: string }> }

const find = cache(readCancellation)
const read = cache(readStory)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, viewer, { id }] = await Promise.all([getTranslate(), getViewer(), params])
  const story = viewer && (await read(viewer, id))
  if (!story) return { title: t('record.notFoundTitle') }
  const outcome = recordHeadline(t, story, story.now)
  return { title: t('record.pageTitle', { outcome, name: story.cancellation.flowName }) }
}

export default async function RecordPage({ params }: Props) {
  const [viewer, { id }] = await Promise.all([requireViewer(), params])
  // Before the first boundary, so that what is not there, or not theirs to see, is refused by status.
  if (!(await find(viewer, id))) notFound()
  const [t, messages] = await Promise.all([
    getTranslate(),
    readMessages(['history', 'record', 'known', 'acts', 'actProblems']),
  ])
  return (
    <div className="flex flex-col gap-3">
      <Link
        href="/history"
        className="-ml-1 inline-flex min-h-6 items-center gap-0.5 self-start text-muted text-table underline-offset-2 hover:text-text hover:underline"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {t('record.toHistory')}
      </Link>
      <MoreWords messages={messages}>
        <Suspense key={id} fallback={<RecordSkeleton label={t('record.loading')} />}>
          <Story viewer={viewer} id={id} />
        </Suspense>
      </MoreWords>
    </div>
  )
}

async function Story({ viewer, id }: { viewer: Viewer; id: string }) {
  const client = getQueryClient()
  client.setQueryData(cancellationKeys.one(id), await read(viewer, id))
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Record id={id} />
    </HydrationBoundary>
  )
}
