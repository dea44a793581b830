import type { ReactNode } from 'react'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

export function HistorySkeleton({ label }: { label: string }): ReactNode {
  return (
    <div className="overflow-clip rounded-lg border bg-surface" aria-busy="true">
      <p role="status" className="sr-only">
        {label}
      </p>
      <div className="h-8 border-b bg-raised max-sm:hidden" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-16 items-center gap-6 border-t px-4 first:border-t-0 max-sm:h-36">
          <span className="breathing h-4 w-24 rounded bg-line" />
          <span className="breathing h-4 w-48 rounded bg-line max-sm:hidden" />
          <span className="breathing h-4 w-40 rounded bg-line max-sm:hidden" />
          <span className="breathing ml-auto h-6 w-28 rounded bg-line max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}
