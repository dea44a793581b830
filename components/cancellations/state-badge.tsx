import type { ReactNode } from 'react'
import { Elapsed } from '@/components/cancellations/elapsed'
import { STATE_LOOKS } from '@/components/cancellations/state-look'
import { durationWords } from '@/components/duration-words'
import type { Look } from '@/components/instances/status-look'
import type { Translate } from '@/components/translate'
import { Badge } from '@/components/ui/badge'
import type { CancellationView } from '@/lib/shared/cancellation'

type Fields = Pick<CancellationView, 'state' | 'requestedAt' | 'closedAt'>
type Standing = Fields & Pick<CancellationView, 'answer' | 'unrecorded'>

type Props = { cancellation: Standing; isLate?: boolean; t: Translate }

/** Where a cancellation stands, with the seconds where they count. */
export function StateBadge({ cancellation, isLate = false, t }: Props): ReactNode {
  const { state, requestedAt, unrecorded } = cancellation
  const look: Look = STATE_LOOKS[state]
  if (unrecorded) return <Badge {...look}>{t('state.unrecorded')}</Badge>
  if (isTurnedAway(cancellation)) return <Badge {...STATE_LOOKS.unconfirmed}>{t('state.turnedAway')}</Badge>
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
  const words = t(isLate ? `state.${lateState(cancellation)}` : `state.${state}`)
  return (
    <Badge {...look} title={words}>
      {words}
    </Badge>
  )
}

/** EnOS said no, and no read has shown yet whether the instance goes on. */
export function isTurnedAway({ state, answer }: Pick<CancellationView, 'state' | 'answer'>): boolean {
  return (state === 'sent' || state === 'unconfirmed') && answer?.turnedAway === true
}

/** EnOS answered, and nobody can tell from that whether it acts. */
export function isUnclear({ state, answer }: Pick<CancellationView, 'state' | 'answer'>): boolean {
  const isAnswered = answer !== null && (answer.code !== null || answer.http !== null)
  return state === 'unconfirmed' && isAnswered && !answer.turnedAway
}

/** What an overdue one is told as, by the name that its words have in the catalogs. */
export function lateState(cancellation: Pick<CancellationView, 'state' | 'answer'>) {
  if (cancellation.state !== 'unconfirmed') return cancellation.state
  return isUnclear(cancellation) ? 'unclear' : 'unheard'
}

export function timeToEnd({ requestedAt, closedAt }: Fields, t: Translate): string {
  return durationWords(t, (closedAt ?? requestedAt) - requestedAt)
}
