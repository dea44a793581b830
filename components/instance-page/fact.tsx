import type { ReactNode } from 'react'

type Props = { name: ReactNode; className?: string; children: ReactNode }

export function Fact({ name, className = '', children }: Props): ReactNode {
  return (
    <div className={`flex min-w-0 flex-col gap-0.5 ${className}`}>
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </div>
  )
}
