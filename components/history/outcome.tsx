import type { ReactNode } from 'react'
import { StateBadge } from '@/components/cancellations/state-badge'
import { statusWord } from '@/components/instances/status-badge'
import type { Translate } from '@/components/translate'
import type { CancellationView } from '@/lib/shared/cancellation'
import { statusFromCode } from '@/lib/shared/statuses'

/** How it ended, as a badge and in words. */
export function Outcome({ cancellation, t }: { cancellation: CancellationView; t: Translate }): ReactNode {
  const { answer } = cancellation
  const facts =
    cancellation.state === 'refused'
      ? [
          typeof answer?.code === 'number' ? t('common.enosCode', { code: answer.code }) : null,
          answer?.requestId ? t('common.enosRequest', { id: answer.requestId }) : null,
        ].filter((fact) => fact !== null)
      : []
  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <StateBadge cancellation={cancellation} t={t} />
      {cancellation.state === 'stopped' ? null : (
        <p className="text-muted">{outcomeSentence(cancellation, t)}</p>
      )}
      {facts.length === 0 ? null : (
        <p className="break-all font-mono text-meta text-muted">{facts.join(' · ')}</p>
      )}
    </div>
  )
}

function outcomeSentence({ state, answer, statusAfter }: CancellationView, t: Translate): string {
  if (state === 'finished_first') {
    const status = statusAfter === null ? t('common.none') : statusWord(t, statusFromCode(statusAfter))
    return t('outcome.finished_first', { status })
  }
  if (state === 'refused' && answer?.text) return t('outcome.refused_text', { text: answer.text })
  return t(`outcome.${state}`)
}
