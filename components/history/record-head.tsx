import type { ReactNode } from 'react'
import { Elapsed } from '@/components/cancellations/elapsed'
import { STATE_LOOKS } from '@/components/cancellations/state-look'
import { durationWords } from '@/components/duration-words'
import { InstanceNamed } from '@/components/history/instance-named'
import { Moment } from '@/components/history/moment'
import { outcomeSentence } from '@/components/history/outcome'
import { codeWord } from '@/components/history/record-headline'
import { HEADLINE } from '@/components/history/use-focus-kept'
import type { Translate } from '@/components/translate'
import { Hint } from '@/components/ui/callout'
import { CopyButton } from '@/components/ui/copy-button'
import { type CancellationView, isOpen } from '@/lib/shared/cancellation'

const TILES = {
  cancelling: 'bg-cancelling/12 text-cancelling',
  failed: 'bg-failed/12 text-failed',
  neutral: 'bg-neutral/12 text-neutral',
} as const

/** The headline says it all. */
const NEEDS_NO_SENTENCE: ReadonlySet<CancellationView['state']> = new Set(['finished_first', 'not_sent'])

type Props = {
  cancellation: CancellationView
  headline: string
  awaySince: number | null
  now: number
  t: Translate
}

/** How it ended, who asked, and why. */
export function RecordHead({ cancellation, headline, awaySince, now, t }: Props): ReactNode {
  const { state, later, reason, note, flowName, flowInstId } = cancellation
  const { tone, icon: Icon } = STATE_LOOKS[state]
  return (
    <header className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-80 gap-3">
          <span
            aria-hidden
            className={`flex size-9 shrink-0 items-center justify-center rounded-lg ${TILES[tone]}`}
          >
            <Icon className="size-5" />
          </span>
          <div className="min-w-0">
            <h1
              id={HEADLINE}
              tabIndex={-1}
              className="outline-none text-balance break-words pt-1 font-semibold text-page tabular-nums"
            >
              {headline}
              {state === 'accepted' ? (
                <>
                  {' · '}
                  <Elapsed since={cancellation.requestedAt} />
                </>
              ) : null}
            </h1>
            {NEEDS_NO_SENTENCE.has(state) ? null : (
              <p className="mt-1 text-muted">{outcomeSentence(cancellation, now, t)}</p>
            )}
            <p className="mt-1 flex flex-wrap items-center gap-x-2">
              <InstanceNamed cancellation={cancellation} className="min-w-0 break-words font-medium">
                <bdi>{flowName}</bdi>
              </InstanceNamed>
              <span className="flex items-center gap-1 text-muted">
                <span className="break-all font-mono text-meta">{flowInstId}</span>
                <CopyButton text={flowInstId} className="-my-1" />
              </span>
            </p>
          </div>
        </div>
        <div className="flex flex-wrap items-baseline gap-x-2 pt-1.5 text-muted text-table">
          <span className="break-words">
            <bdi>{cancellation.askedBy}</bdi>
            {cancellation.askedByMe ? t('history.you') : null}
          </span>
          <Moment at={cancellation.requestedAt} />
        </div>
      </div>
      {awaySince === null || !isOpen(state) ? null : (
        <Hint>{t('record.away', { duration: durationWords(t, Math.max(0, now - awaySince)) })}</Hint>
      )}
      {later === null ? null : <Hint>{t('outcome.later', { status: codeWord(t, later.status) })}</Hint>}
      <div>
        <p className="font-medium">{t(`reason.${reason}`)}</p>
        {note === '' ? null : (
          <blockquote
            dir="auto"
            className="mt-1 max-w-3xl whitespace-pre-line break-words border-s-2 ps-3 text-muted"
          >
            {note}
          </blockquote>
        )}
      </div>
    </header>
  )
}
