import Link from 'next/link'
import type { ReactNode } from 'react'
import { instancePath } from '@/lib/shared/addresses'

type Props = { flowInstId: string; className?: string; children: ReactNode }

/** To the page of one instance, which asks EnOS: none is fetched before it is used. */
export function InstanceLink({ flowInstId, className = '', children }: Props): ReactNode {
  return (
    <Link
      href={instancePath(flowInstId)}
      prefetch={false}
      data-open
      className={`underline-offset-2 hover:underline ${className}`}
    >
      {children}
    </Link>
  )
}
