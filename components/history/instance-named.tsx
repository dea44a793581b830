import type { ReactNode } from 'react'
import { InstanceLink } from '@/components/instances/instance-link'
import { type CancellationView, ownsInstance } from '@/lib/shared/cancellation'

type Props = { cancellation: CancellationView; className: string; children: ReactNode }

/** Leads to the page of the instance, where this viewer has one: a lead reviews what others own. */
export function InstanceNamed({ cancellation, className, children }: Props): ReactNode {
  if (!ownsInstance(cancellation)) return <span className={className}>{children}</span>
  return (
    <InstanceLink flowInstId={cancellation.flowInstId} className={className}>
      {children}
    </InstanceLink>
  )
}
