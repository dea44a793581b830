import type { ReactNode } from 'react'

const FIGURES = ['a', 'b', 'c', 'd']
const ROWS = ['a', 'b', 'c', 'd', 'e']

/** The shape of the page before its figures. */
export function CallsSkeleton({ label }: { label: string }): ReactNode {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <p role="status" className="sr-only">
        {label}
      </p>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {FIGURES.map((one) => (
          <div key={one} className="flex h-[98px] flex-col gap-2 rounded-lg border bg-surface px-4 py-3">
            <span className="breathing h-3.5 w-24 max-w-full rounded bg-line" />
            <span className="breathing h-7 w-16 rounded bg-line" />
            <span className="breathing h-3 w-32 max-w-full rounded bg-line" />
          </div>
        ))}
      </div>
      <div className="h-[234px] rounded-lg border bg-surface" />
      <div className="overflow-clip rounded-lg border bg-surface">
        <div className="h-8 border-b bg-raised max-sm:hidden" />
        {ROWS.map((row) => (
          <div
            key={row}
            className="flex h-10 items-center justify-between border-t px-4 first:border-t-0 max-sm:h-20"
          >
            <span className="breathing h-4 w-40 rounded bg-line" />
            <span className="breathing h-4 w-24 rounded bg-line" />
          </div>
        ))}
      </div>
    </div>
  )
}
