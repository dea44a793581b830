import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { LongWait } from '@/components/instances/long-wait'

const FACTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

function Bar({ className }: { className: string }): ReactNode {
  return <span className={`breathing block rounded bg-line ${className}`} />
}

export function TaskSkeleton(): ReactNode {
  const t = useTranslations()
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <div className="flex items-start justify-between gap-4">
        <div className="flex flex-col gap-2">
          <Bar className="h-6 w-64 max-sm:w-44" />
          <Bar className="h-4 w-40" />
          <Bar className="h-[22px] w-24 rounded-full" />
        </div>
        <LongWait label={t('task.loading')} />
      </div>
      <div className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3 sm:grid-cols-3 lg:grid-cols-7">
        {FACTS.map((fact) => (
          <div key={fact} className="flex flex-col gap-1.5">
            <Bar className="h-3 w-16" />
            <Bar className="h-4 w-24" />
          </div>
        ))}
      </div>
      <Bar className="h-64" />
    </div>
  )
}
