import type { ReactNode } from 'react'
import { LongWait } from '@/components/instances/long-wait'

const FACTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export function Bar({ className }: { className: string }): ReactNode {
  return <span className={`breathing block rounded bg-line ${className}`} />
}

/** Of what is named, with its ID and its status. */
export function HeadSkeleton({ label }: { label: string }): ReactNode {
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex flex-col gap-2">
        <Bar className="h-6 w-64 max-sm:w-44" />
        <Bar className="h-4 w-40" />
        <Bar className="h-[22px] w-24 rounded-full" />
      </div>
      <LongWait label={label} />
    </div>
  )
}

/** `className`: in how many columns. */
export function FactsSkeleton({ count, className }: { count: number; className: string }): ReactNode {
  return (
    <div className={`grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3 ${className}`}>
      {FACTS.slice(0, count).map((fact) => (
        <div key={fact} className="flex flex-col gap-1.5">
          <Bar className="h-3 w-16" />
          <Bar className="h-4 w-24" />
        </div>
      ))}
    </div>
  )
}
