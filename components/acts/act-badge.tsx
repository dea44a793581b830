import type { ReactNode } from 'react'
import { ACT_LOOKS } from '@/components/acts/act-look'
import type { Look } from '@/components/instances/status-look'
import type { Translate } from '@/components/translate'
import { Badge } from '@/components/ui/badge'
import type { FlowActionState } from '@/lib/shared/flow-actions'

export function ActBadge({ state, t }: { state: FlowActionState; t: Translate }): ReactNode {
  const look: Look = ACT_LOOKS[state]
  return <Badge {...look}>{t(`acts.state.${state}`)}</Badge>
}
