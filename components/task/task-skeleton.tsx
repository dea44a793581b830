import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Bar, FactsSkeleton, HeadSkeleton } from '@/components/instance-page/skeleton-parts'

export function TaskSkeleton(): ReactNode {
  const t = useTranslations()
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <HeadSkeleton label={t('task.loading')} />
      <FactsSkeleton count={7} className="sm:grid-cols-3 lg:grid-cols-7" />
      <Bar className="h-64" />
    </div>
  )
}
