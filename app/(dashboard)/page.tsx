import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { claimEndings } from '@/app/(dashboard)/actions'
import { getTranslate } from '@/app/i18n'
import { InstanceList } from '@/components/instances/instance-list'
import { ListSkeleton } from '@/components/instances/list-skeleton'
import { getQueryClient } from '@/components/query-client'
import { listInstancesSoon } from '@/lib/instances/list'
import { requireViewer, type Viewer } from '@/lib/people/viewer'
import { instanceKeys } from '@/lib/shared/keys/instances'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate()
  return { title: t('instances.title') }
}

export default async function InstancesPage() {
  // Before the first boundary, so that a stranger is redirected by status and not by script.
  const viewer = await requireViewer()
  return (
    <Suspense fallback={<ListSkeleton />}>
      <FirstRows viewer={viewer} />
    </Suspense>
  )
}

async function FirstRows({ viewer }: { viewer: Viewer }) {
  const list = await listInstancesSoon(viewer)
  const client = getQueryClient()
  if (list?.ok) client.setQueryData(instanceKeys.lists(), list.value)
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <InstanceList firstProblem={list === null || list.ok ? null : list.problem} claim={claimEndings} />
    </HydrationBoundary>
  )
}
