import { CircleAlert, Info, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** What went wrong, where it went wrong. */
export function Bad({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="flex gap-2 rounded-md border border-failed/40 bg-failed/8 px-3 py-2 text-table">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0 text-failed" />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  )
}

/** What is worth knowing here. */
export function Hint({ icon: Icon = Info, children }: { icon?: LucideIcon; children: ReactNode }): ReactNode {
  return (
    <div className="flex gap-2 rounded-md border bg-raised px-3 py-2 text-table">
      <Icon aria-hidden className="mt-px size-4 shrink-0 text-muted" />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  )
}
