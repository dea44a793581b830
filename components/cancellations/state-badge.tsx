import type { ReactNode } from 'react'
import { Elapsed } from '@/components/cancellations/elapsed'
import { STATE_LOOKS } from '@/components/cancellations/state-look'
import { durationWords } from '@/components/duration-words'
import type { Look } from '@/components/instances/status-look'
import type { Translate } from '@/components/translate'
import { Badge } from '@/components/ui/badge'
import type { CancellationView } from '@/lib/shared/cancellation'

type Fields = Pick<CancellationView, 'state' | 'requestedAt' | 'closedAt'>

/** Where a cancellation stands, with the seconds where they count. */
export function StateBadge({ cancellation, t }: { cancellation: Fields; t: Translate }): ReactNode {
  const { state, requestedAt } = cancellation
  const look: Look = STATE_LOOKS[state]
  if (state === 'accepted') {
    return (
      <Badge {...look}>
        {t('state.accepted')} · <Elapsed since={requestedAt} />
      </Badge>
    )
  }
  if (state === 'stopped') {
    return <Badge {...look}>{t('state.stopped', { duration: timeToEnd(cancellation, t) })}</Badge>
  }
  return <Badge {...look}>{t(`state.${state}`)}</Badge>
}

export function timeToEnd({ requestedAt, closedAt }: Fields, t: Translate): string {
  return durationWords(t, (closedAt ?? requestedAt) - requestedAt)
}
