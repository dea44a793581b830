import { CirclePause } from 'lucide-react'
import type { ReactNode } from 'react'
import { RecordLink } from '@/components/cancellations/record-link'
import { isTurnedAway, isUnclear, StateBadge } from '@/components/cancellations/state-badge'
import { minuteWords } from '@/components/duration-words'
import { statusWord } from '@/components/instances/status-badge'
import { EnosFacts, refusalSentence } from '@/components/problem-words'
import type { Translate } from '@/components/translate'
import { type CancellationView, isOverdue } from '@/lib/shared/cancellation'
import { statusFromCode } from '@/lib/shared/statuses'

type Props = { cancellation: CancellationView; now: number; t: Translate }

/** How it ended, as a badge and in words. */
export function Outcome({ cancellation, now, t }: Props): ReactNode {
  const { state, answer, later, pause } = cancellation
  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <StateBadge cancellation={cancellation} isLate={isOverdue(cancellation, now)} t={t} />
      {state === 'stopped' ? null : <p className="text-muted">{outcomeSentence(cancellation, now, t)}</p>}
      <WayOn cancellation={cancellation} now={now} t={t} />
      {later === null ? null : (
        <p>{t('outcome.later', { status: statusWord(t, statusFromCode(later.status)) })}</p>
      )}
      {pause?.state === 'not_done' ? (
        <p className="flex items-center gap-1 text-muted">
          <CirclePause aria-hidden className="size-3.5 shrink-0" />
          {t('acts.pause.not_done')}
        </p>
      ) : null}
      {state === 'refused' || isTurnedAway(cancellation) ? <EnosFacts facts={answer} t={t} /> : null}
    </div>
  )
}

/** What can be done about it, which is done on its page. */
function WayOn({ cancellation, now, t }: Props): ReactNode {
  const { id, state, askAgainAt } = cancellation
  const mayAsk = isOverdue(cancellation, now) && askAgainAt !== null && now >= askAgainAt
  if (!mayAsk && state !== 'lost_track') return null
  return (
    <RecordLink id={id} className="inline-flex min-h-6 items-center text-accent">
      {t(mayAsk ? 'state.askAgain' : 'state.checkNow')}
    </RecordLink>
  )
}

/** The same in a sentence. */
export function outcomeSentence(cancellation: CancellationView, now: number, t: Translate): string {
  const { state, statusAfter, requestedAt } = cancellation
  if (state === 'finished_first') {
    const status = statusAfter === null ? t('common.none') : statusWord(t, statusFromCode(statusAfter))
    return t('outcome.finished_first', { status })
  }
  if (isTurnedAway(cancellation)) return t('outcome.turnedAway')
  if (state === 'refused') return refusalSentence(t, cancellation)
  const duration = minuteWords(t, now - requestedAt)
  const isLate = isOverdue(cancellation, now)
  if (isUnclear(cancellation)) {
    const answer = unclearAnswer(t, cancellation)
    return t(isLate ? 'outcome.unclearLate' : 'outcome.unclear', { answer, duration })
  }
  if (isLate && (state === 'accepted' || state === 'unconfirmed')) {
    return t(state === 'accepted' ? 'outcome.overdue' : 'outcome.unheard', { duration })
  }
  return t(`outcome.${state}`)
}

function unclearAnswer(t: Translate, { answer }: CancellationView): string {
  const { code = null, http = null } = answer ?? {}
  if (code !== null) return t('outcome.unclearAnswer.code', { code })
  return t(`outcome.unclearAnswer.${(http ?? 0) < 500 ? 'other' : 'error'}`, { http: http ?? 0 })
}
