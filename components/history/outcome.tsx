import type { ReactNode } from 'react'
import { StateBadge } from '@/components/cancellations/state-badge'
import { statusWord } from '@/components/instances/status-badge'
import { EnosFacts, refusalSentence } from '@/components/problem-words'
import type { Translate } from '@/components/translate'
import type { CancellationView } from '@/lib/shared/cancellation'
import { statusFromCode } from '@/lib/shared/statuses'

/** How it ended, as a badge and in words. */
export function Outcome({ cancellation, t }: { cancellation: CancellationView; t: Translate }): ReactNode {
  const { state, answer } = cancellation
  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <StateBadge cancellation={cancellation} t={t} />
      {state === 'stopped' ? null : <p className="text-muted">{outcomeSentence(cancellation, t)}</p>}
      {state === 'refused' ? <EnosFacts facts={answer} t={t} /> : null}
    </div>
  )
}

function outcomeSentence({ state, answer, statusAfter }: CancellationView, t: Translate): string {
  if (state === 'finished_first') {
    const status = statusAfter === null ? t('common.none') : statusWord(t, statusFromCode(statusAfter))
    return t('outcome.finished_first', { status })
  }
  if (state === 'refused') return refusalSentence(t, answer)
  return t(`outcome.${state}`)
}
