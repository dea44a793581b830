import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { PauseNow } from '@/components/acts/pause-now'
import { RecordLink } from '@/components/cancellations/record-link'
import { Moment } from '@/components/history/moment'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { FlowActionView } from '@/lib/shared/flow-actions'

type Props = { cancellation: CancellationView; onDone: (action: FlowActionView) => void }

/** The schedule was to be paused with a cancellation, and was not: who wanted it, and the way to do it now. */
export function PauseMissing({ cancellation, onDone }: Props): ReactNode {
  const t = useTranslations()
  const { id, askedBy, askedByMe, requestedAt } = cancellation
  return (
    <div className="flex gap-2 rounded-md border border-waiting/40 bg-waiting/10 px-3 py-2">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0 text-waiting" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="min-w-0 break-words">
          <p className="font-medium">{t('acts.pause.not_done')}</p>
          <p className="flex flex-wrap items-center gap-x-1.5">
            <span>{t(askedByMe ? 'acts.pause.askedByYou' : 'acts.pause.askedBy', { by: askedBy })}</span>
            <Moment at={requestedAt} />
            <RecordLink id={id} className="inline-flex min-h-6 items-center text-accent">
              {t('acts.pause.record')}
            </RecordLink>
          </p>
        </div>
        <PauseNow cancellation={cancellation} onDone={onDone} />
      </div>
    </div>
  )
}
