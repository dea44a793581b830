import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { LongWait } from '@/components/instances/long-wait'

const FACTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const TASKS = ['a', 'b', 'c', 'd']

function Bar({ className }: { className: string }): ReactNode {
  return <span className={`breathing block rounded bg-line ${className}`} />
}

/** The shape of the page before there is one. */
export function InstanceSkeleton(): ReactNode {
  const t = useTranslations()
  return (
    <div className="flex flex-col gap-5" aria-busy="true">
      <div className="flex items-start justify-between gap-4">
        <div className="flex flex-col gap-2">
          <Bar className="h-6 w-64 max-sm:w-44" />
          <Bar className="h-4 w-40" />
          <Bar className="h-[22px] w-24 rounded-full" />
        </div>
        <LongWait label={t('instance.loading')} />
      </div>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3 sm:grid-cols-4">
          {FACTS.map((fact) => (
            <div key={fact} className="flex flex-col gap-1.5">
              <Bar className="h-3 w-16" />
              <Bar className="h-4 w-24" />
            </div>
          ))}
        </div>
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
