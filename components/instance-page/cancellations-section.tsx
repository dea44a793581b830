import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { RecordLink } from '@/components/cancellations/record-link'
import { StateBadge } from '@/components/cancellations/state-badge'
import { useNow } from '@/components/clock'
import { Moment } from '@/components/history/moment'
import { Section } from '@/components/instance-page/section'
import { ZoneMark } from '@/components/zone-mark'
import { type CancellationView, isOverdue } from '@/lib/shared/cancellation'

const GRAIN_MS = 10_000

/** Who asked to cancel it, when, why, and how that went; newest first. */
export function CancellationsSection({
  cancellations,
}: {
  cancellations: readonly CancellationView[]
}): ReactNode {
  const t = useTranslations()
  const now = useNow(GRAIN_MS)
  const zone = cancellations.length === 0 ? null : <ZoneMark of="record" />
  return (
    <Section
      id="cancellations"
      title={
        <>
          {t('instance.cancellations')}
          <span className="font-normal text-meta text-muted">{zone}</span>
        </>
      }
    >
      {cancellations.length === 0 ? (
        <p className="rounded-lg border bg-surface px-4 py-6 text-center text-muted">
          {t('instance.noCancellations')}
        </p>
      ) : (
        <ul className="overflow-clip rounded-lg border bg-surface text-table">
          {cancellations.map((one) => (
            <li
              key={one.id}
              className="grid gap-x-4 gap-y-1 border-t px-4 py-2.5 first:border-t-0 sm:grid-cols-[14rem_9rem_minmax(0,1fr)_auto] sm:items-center"
            >
              <RecordLink id={one.id} className="max-w-full justify-self-start rounded-full">
                <StateBadge cancellation={one} isLate={isOverdue(one, now)} t={t} />
              </RecordLink>
              <span className="truncate">
                <bdi>{one.askedBy}</bdi>
                {one.askedByMe ? <span className="text-muted"> {t('history.you')}</span> : null}
              </span>
              <span className="min-w-0 break-words sm:truncate" title={one.note}>
                {t(`reason.${one.reason}`)}
                {one.note === '' ? null : (
                  <bdi className="text-muted">
                    {' · '}
                    {one.note}
                  </bdi>
                )}
              </span>
              <Moment at={one.requestedAt} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
