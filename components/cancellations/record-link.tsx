import Link from 'next/link'
import type { ReactNode } from 'react'
import { recordPath } from '@/lib/shared/addresses'

type Props = { id: string; title?: string; className?: string; children: ReactNode }

/** To the story of one cancellation. Lists have many of these: none is fetched before it is used. */
export function RecordLink({ id, title, className = '', children }: Props): ReactNode {
  return (
    <Link
      href={recordPath(id)}
      prefetch={false}
      title={title}
      className={`underline-offset-2 hover:underline ${className}`}
    >
      {children}
    </Link>
  )
}
