import type { ReactNode } from 'react'
import { isTurnedAway, StateBadge } from '@/components/cancellations/state-badge'
import { durationWords } from '@/components/duration-words'
import { statusWord } from '@/components/instances/status-badge'
import { EnosFacts, refusalSentence } from '@/components/problem-words'
import type { Translate } from '@/components/translate'
import { type CancellationView, isOverdue } from '@/lib/shared/cancellation'
import { statusFromCode } from '@/lib/shared/statuses'

const HOUR_MS = 3_600_000

type Props = { cancellation: CancellationView; now: number; t: Translate }

/** How it ended, as a badge and in words. */
export function Outcome({ cancellation, now, t }: Props): ReactNode {
  const { state, answer } = cancellation
  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <StateBadge cancellation={cancellation} t={t} />
      {state === 'stopped' ? null : <p className="text-muted">{outcomeSentence(cancellation, now, t)}</p>}
      {state === 'refused' || isTurnedAway(cancellation) ? <EnosFacts facts={answer} t={t} /> : null}
    </div>
  )
}

function outcomeSentence(cancellation: CancellationView, now: number, t: Translate): string {
  const { state, answer, statusAfter, requestedAt } = cancellation
  if (state === 'finished_first') {
    const status = statusAfter === null ? t('common.none') : statusWord(t, statusFromCode(statusAfter))
    return t('outcome.finished_first', { status })
  }
  if (isTurnedAway(cancellation)) return t('outcome.turnedAway')
  if (state === 'refused') return refusalSentence(t, answer)
  if (isOverdue(cancellation, now) && state === 'accepted') {
    return t('outcome.overdue', { duration: minuteWords(t, now - requestedAt) })
  }
  return t(`outcome.${state}`)
}

/** Without the seconds, which nobody needs here. */
function minuteWords(t: Translate, ms: number): string {
  return ms < HOUR_MS
    ? t('duration.wholeMinutes', { minutes: Math.floor(ms / 60_000) })
    : durationWords(t, ms)
}
