import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Missed } from '@/components/acts/missed-switch'
import { SwitchNow } from '@/components/acts/switch-now'
import { RecordLink } from '@/components/cancellations/record-link'
import { Moment } from '@/components/history/moment'
import { EnosFacts } from '@/components/problem-words'
import type { FlowActionView } from '@/lib/shared/flow-actions'

type Props = { missed: Missed; onDone: (action: FlowActionView) => void }

/** The schedule was to be paused or resumed, and was not: who wanted it, why not, and the way to do it now. */
export function SwitchMissed({ missed, onDone }: Props): ReactNode {
  const t = useTranslations()
  const { kind, flowInstId, cancellationId, end } = missed
  return (
    <div className="flex gap-2 rounded-md border border-waiting/40 bg-waiting/10 px-3 py-2">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0 text-waiting" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="min-w-0 break-words">
          <p className="font-medium">{t(`acts.${kind}.missed`)}</p>
          <Asked missed={missed} />
          {end === null ? null : (
            <>
              <p>{t(`acts.missed.${end.state}`)}</p>
              {end.state === 'refused' ? <EnosFacts facts={end.answer} t={t} /> : null}
            </>
          )}
        </div>
        <SwitchNow
          kind={kind}
          wish={{ flowInstId, ...(cancellationId === null ? {} : { cancellationId }) }}
          onDone={onDone}
        />
      </div>
    </div>
  )
}

function Asked({ missed }: { missed: Missed }): ReactNode {
  const t = useTranslations()
  const { askedBy: by, askedByMe, requestedAt, cancellationId, end } = missed
  const words = end === null ? 'acts.pause' : 'acts.missed'
  return (
    <p className="flex flex-wrap items-center gap-x-1.5">
      <span>{t(askedByMe ? `${words}.askedByYou` : `${words}.askedBy`, { by })}</span>
      <Moment at={requestedAt} />
      {cancellationId === null ? null : (
        <RecordLink id={cancellationId} className="inline-flex min-h-6 items-center text-accent">
          {t('acts.pause.record')}
        </RecordLink>
      )}
    </p>
  )
}
