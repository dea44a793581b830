import type { ReactNode } from 'react'

/** Flowstop's sign: a stop button. */
export function Mark({ className }: { className?: string }): ReactNode {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <rect x="10" y="10" width="12" height="12" rx="2.5" className="fill-on-accent" />
    </svg>
  )
}
