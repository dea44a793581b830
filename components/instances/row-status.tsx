'use client'

import { ClockAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { RecordLink } from '@/components/cancellations/record-link'
import { StateBadge } from '@/components/cancellations/state-badge'
import { useNow } from '@/components/clock'
import { StatusBadge, statusWord } from '@/components/instances/status-badge'
import { type CancellationView, isOpen, isOverdue } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'
import type { Status } from '@/lib/shared/statuses'

const GRAIN_MS = 10_000

type Fields = Pick<InstanceRow, 'status' | 'cancellation'>

/**
 * The loudest thing on a row: what the instance does, or how its cancellation is going; the other one beneath. One of
 * them leads to the record, so that two links never lie on each other.
 */
export function RowStatus({ status, cancellation }: Fields): ReactNode {
  const t = useTranslations()
  if (cancellation === null) return <Stack main={<StatusBadge status={status} t={t} />} />
  if (isOpen(cancellation.state) || cancellation.state === 'stopped') {
    return <Progress status={status} cancellation={cancellation} />
  }
  const code = cancellation.state === 'refused' ? cancellation.answer?.code : null
  const { askedBy, askedByMe } = cancellation
  const words =
    typeof code === 'number' ? t('state.refusedWithCode', { code }) : t(`state.${cancellation.state}`)
  const asked = askedByMe ? [] : [t('state.askedBy', { by: askedBy })]
  const beneath = [words, ...asked].join(' · ')
  if (cancellation.state === 'lost_track') {
    return (
      <Stack
        main={<StatusBadge status={status} t={t} />}
        beneath={words}
        link={
          <RecordLink id={cancellation.id} className="shrink-0 text-accent">
            {t('state.checkNow')}
          </RecordLink>
        }
      />
    )
  }
  return (
    <Stack
      main={<StatusBadge status={status} t={t} />}
      link={
        <RecordLink id={cancellation.id} title={beneath} className="truncate">
          {beneath}
        </RecordLink>
      }
    />
  )
}

function Progress({ status, cancellation }: { status: Status; cancellation: CancellationView }): ReactNode {
  const t = useTranslations()
  const { id, askedBy, askedByMe, askAgainAt } = cancellation
  const now = useNow(GRAIN_MS)
  const isLate = isOverdue(cancellation, now)
  const words = askedByMe ? [] : [t('state.askedBy', { by: askedBy })]
  const badge = <StateBadge cancellation={cancellation} isLate={isLate} t={t} />
  if (!isLate || askAgainAt === null || now < askAgainAt) {
    if (isLate) words.unshift(t('state.overdue'))
    return (
      <Stack
        main={
          <RecordLink id={id} className="max-w-full rounded-full">
            {badge}
          </RecordLink>
        }
        icon={isLate ? <Late /> : null}
        beneath={[statusWord(t, status), ...words].join(' · ')}
      />
    )
  }
  return (
    <Stack
      main={badge}
      icon={<Late />}
      beneath={[statusWord(t, status), ...words].join(' · ')}
      link={
        <RecordLink id={id} className="shrink-0 text-accent">
          {t('state.askAgain')}
        </RecordLink>
      }
    />
  )
}

function Late(): ReactNode {
  const words = useTranslations()('state.overdue')
  return <ClockAlert role="img" aria-label={words} className="size-3 shrink-0 text-waiting" />
}

type StackProps = { main: ReactNode; icon?: ReactNode; beneath?: string; link?: ReactNode }

/** As wide whatever it says, so that the columns beside it stay where they are. */
function Stack({ main, icon = null, beneath, link }: StackProps): ReactNode {
  return (
    <div className="flex min-w-0 flex-col items-start max-sm:flex-row max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2 sm:w-40 lg:w-56">
      {main}
      {beneath === undefined && link === undefined ? null : (
        <span className="flex max-w-full items-center gap-1 text-meta text-muted sm:pl-2">
          {icon}
          {beneath === undefined ? null : (
            <span className="truncate" title={beneath}>
              {beneath}
            </span>
          )}
          {beneath !== undefined && link !== undefined ? <span aria-hidden>·</span> : null}
          {link}
        </span>
      )}
    </div>
  )
}
