import type { ReactNode } from 'react'

const LINES = ['a', 'b', 'c', 'd', 'e']

export function RecordSkeleton({ label }: { label: string }): ReactNode {
  return (
    <div className="flex flex-col gap-5" aria-busy="true">
      <p role="status" className="sr-only">
        {label}
      </p>
      <div className="flex items-start gap-3">
        <span className="breathing size-9 rounded-lg bg-line" />
        <div className="flex flex-col gap-2">
          <span className="breathing h-6 w-56 rounded bg-line" />
          <span className="breathing h-4 w-40 rounded bg-line" />
        </div>
      </div>
      <span className="breathing h-20 rounded-lg bg-line" />
      <div className="mt-6 rounded-lg border bg-surface py-2">
        {LINES.map((line) => (
          <div key={line} className="flex h-9 items-center gap-4 px-4">
            <span className="breathing h-4 w-20 rounded bg-line" />
            <span className="breathing h-4 w-48 rounded bg-line" />
          </div>
        ))}
      </div>
    </div>
  )
}
