'use client'

import { useParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { buttonLook } from '@/components/ui/button'
import { instancePath } from '@/lib/shared/addresses'

/** What is no id leads nowhere. */
const INSTANCE = /^[\w-]{1,64}$/

/** To the instance that the address names, be it theirs or not: its page tells no more than this one. */
export function ToInstance({ children }: { children: ReactNode }): ReactNode {
  const { flowInstId } = useParams<{ flowInstId: string }>()
  if (!INSTANCE.test(flowInstId)) return null
  return (
    <a href={instancePath(flowInstId)} className={buttonLook()}>
      {children}
    </a>
  )
}
