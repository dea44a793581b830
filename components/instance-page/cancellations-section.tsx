import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { missingPause } from '@/components/acts/missing-pause'
import { pauseWords } from '@/components/acts/pause-words'
import { RecordLink } from '@/components/cancellations/record-link'
import { StateBadge } from '@/components/cancellations/state-badge'
import { useNow } from '@/components/clock'
import { Moment } from '@/components/history/moment'
import { Newest } from '@/components/instance-page/newest'
import { NothingOf, Section } from '@/components/instance-page/section'
import { ZoneMark } from '@/components/zone-mark'
import { isOverdue } from '@/lib/shared/cancellation'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

const GRAIN_MS = 10_000

/** Who asked to cancel it, when, why, and how that went; newest first. */
export function CancellationsSection({ detail }: { detail: InstanceDetail }): ReactNode {
  const t = useTranslations()
  const now = useNow(GRAIN_MS)
  const { cancellations } = detail
  const missing = missingPause(detail)
  if (cancellations.length === 0) {
    const [title, text] = [t('instance.cancellations'), t('instance.noCancellations')]
    return <NothingOf id="cancellations" title={title} text={text} />
  }
  return (
    <Section
      id="cancellations"
      title={
        <>
          {t('instance.cancellations')}
          <span className="font-normal text-meta text-muted">
            <ZoneMark of="record" />
          </span>
        </>
      }
    >
      <Newest all={cancellations}>
        {(one) => (
          <li
            key={one.id}
            className="grid gap-x-4 gap-y-1 border-t px-4 py-2.5 first:border-t-0 sm:grid-cols-[14rem_9rem_minmax(0,1fr)_auto] sm:items-center"
          >
            <RecordLink id={one.id} className="max-w-full justify-self-start rounded-full">
              <StateBadge cancellation={one} isLate={isOverdue(one, now)} t={t} />
            </RecordLink>
            <span className="truncate">
              <bdi>{one.askedBy}</bdi>
              {one.askedByMe ? <span className="text-muted">{t('history.you')}</span> : null}
            </span>
            <span className="min-w-0 break-words sm:truncate" title={one.note}>
              {t(`reason.${one.reason}`)}
              {one.note === '' ? null : (
                <bdi className="text-muted">
                  {' · '}
                  {one.note}
                </bdi>
              )}
              {one.pause === null || (one.pause.state === 'not_done' && one !== missing) ? null : (
                <span className="text-muted">
                  {' · '}
                  {pauseWords(t, { ...one, pause: one.pause })}
                </span>
              )}
            </span>
            <Moment at={one.requestedAt} />
          </li>
        )}
      </Newest>
    </Section>
  )
}
