import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Bar, FactsSkeleton, HeadSkeleton } from '@/components/instance-page/skeleton-parts'

const TASKS = ['a', 'b', 'c', 'd']

/** The shape of the page before there is one. */
export function InstanceSkeleton(): ReactNode {
  const t = useTranslations()
  return (
    <div className="flex flex-col gap-5" aria-busy="true">
      <HeadSkeleton label={t('instance.loading')} />
      <Bar className="h-5 w-56" />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <FactsSkeleton count={8} className="sm:grid-cols-4" />
        <div className="flex flex-col gap-3 rounded-lg border bg-surface px-4 py-3">
          <Bar className="h-3 w-16" />
          <Bar className="h-4 w-48" />
          <Bar className="h-4 w-32" />
        </div>
      </div>
      <div className="rounded-lg border bg-surface py-2">
        {TASKS.map((task) => (
          <div key={task} className="flex h-10 items-center gap-6 px-4">
            <Bar className="h-4 w-48" />
            <Bar className="h-[22px] w-24 rounded-full" />
          </div>
        ))}
      </div>
    </div>
  )
}
