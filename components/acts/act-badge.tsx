import type { ReactNode } from 'react'
import { actStanding, LOOKS } from '@/components/acts/act-look'
import type { Look } from '@/components/instances/status-look'
import type { Translate } from '@/components/translate'
import { Badge } from '@/components/ui/badge'
import type { FlowActionView } from '@/lib/shared/flow-actions'

type Props = { action: Pick<FlowActionView, 'kind' | 'state'>; t: Translate }

export function ActBadge({ action, t }: Props): ReactNode {
  const standing = actStanding(action)
  const look: Look = LOOKS[standing]
  return <Badge {...look}>{t(`acts.state.${standing}`)}</Badge>
}
