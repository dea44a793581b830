import type { ReactNode } from 'react'
import type { InstanceGraph } from '@/lib/shared/instance-detail'

type Props = { flowInstId: string; graph: InstanceGraph | null }

/** Where the graph is drawn. */
export function GraphPlace(_: Props): ReactNode {
  return null
}
