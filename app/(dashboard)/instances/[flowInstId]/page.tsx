import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { claimEndings } from '@/app/(dashboard)/actions'
import { getTranslate, readLocale, readMessages } from '@/app/i18n'
import { InstancePage } from '@/components/instance-page/instance-page'
import { titleWords } from '@/components/instance-page/title-words'
import { getQueryClient } from '@/components/query-client'
import { MoreWords } from '@/components/words'
import { readDetailSoon } from '@/lib/instances/read-detail'
import { getViewer, requireViewer } from '@/lib/people/viewer'
import { instanceKeys } from '@/lib/shared/keys/instances'

type Props = { params: Promise<{ flowInstId: string }> }

const WORDS = ['history', 'instance', 'tasks', 'graph', 'acts', 'actProblems', 'reading', 'pageKeys'] as const

const read = cache(readDetailSoon)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, viewer, locale, { flowInstId }] = await Promise.all([
    getTranslate(),
    getViewer(),
    readLocale(),
    params,
  ])
  const detail = viewer && (await read(viewer, flowInstId, locale))
  if (detail?.ok) return { title: titleWords(t, detail.value.row) }
  const isMissing = detail?.ok === false && detail.problem.code === 'not_found'
  return { title: t(isMissing ? 'instance.notFoundTitle' : 'instance.title') }
}

export default async function Page({ params }: Props) {
  const [viewer, locale, { flowInstId }] = await Promise.all([requireViewer(), readLocale(), params])
  // Before the first boundary, so that what is not there, or somebody else's, is refused by status.
  const detail = await read(viewer, flowInstId, locale)
  if (detail?.ok === false && detail.problem.code === 'not_found') notFound()
  const [t, messages] = await Promise.all([getTranslate(), readMessages(WORDS)])
  const client = getQueryClient()
  if (detail?.ok) client.setQueryData(instanceKeys.one(flowInstId), detail.value)
  return (
    <MoreWords messages={messages}>
      <HydrationBoundary state={dehydrate(client)}>
        <InstancePage
          key={flowInstId}
          flowInstId={flowInstId}
          firstProblem={detail === null || detail.ok ? null : detail.problem}
          claim={claimEndings}
        >
          <Link
            href="/"
            className="-ml-1 inline-flex min-h-6 items-center gap-0.5 text-muted text-table underline-offset-2 hover:text-text hover:underline"
          >
            <ChevronLeft aria-hidden className="size-4" />
            {t('instances.title')}
          </Link>
        </InstancePage>
      </HydrationBoundary>
    </MoreWords>
  )
}
