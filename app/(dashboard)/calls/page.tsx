import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { getTranslate, readLocale, readMessages } from '@/app/i18n'
import { CallsSkeleton } from '@/components/calls/calls-skeleton'
import { CallsView } from '@/components/calls/calls-view'
import { getQueryClient } from '@/components/query-client'
import { Words } from '@/components/words'
import { readGatewayCalls } from '@/lib/ledger/read'
import { getViewer, requireLead, type Viewer } from '@/lib/people/viewer'
import { callKeys } from '@/lib/shared/keys/calls'

export async function generateMetadata(): Promise<Metadata> {
  const [viewer, t] = await Promise.all([getViewer(), getTranslate()])
  return { title: t(viewer?.role === 'lead' ? 'calls.title' : 'notFound.title') }
}

const SPOKEN = ['calls', 'common', 'history', 'problems', 'shell', 'time'] as const

export default async function CallsPage() {
  const viewer = await requireLead()
  const [t, locale, messages] = await Promise.all([getTranslate(), readLocale(), readMessages(SPOKEN)])
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-7 flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-page">{t('calls.title')}</h1>
        <p className="text-muted">{t('calls.intro')}</p>
      </div>
      <Words locale={locale} messages={messages}>
        <Suspense fallback={<CallsSkeleton label={t('calls.loading')} />}>
          <LastHour viewer={viewer} />
        </Suspense>
      </Words>
    </div>
  )
}

async function LastHour({ viewer }: { viewer: Viewer }) {
  const calls = await readGatewayCalls(viewer)
  if (calls === null) notFound()
  const client = getQueryClient()
  client.setQueryData(callKeys.lastHour(), calls)
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CallsView />
    </HydrationBoundary>
  )
}
