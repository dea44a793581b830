'use client'

import { ClockAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { StateBadge } from '@/components/cancellations/state-badge'
import { useNow } from '@/components/clock'
import { StatusBadge, statusWord } from '@/components/instances/status-badge'
import { type CancellationView, isOpen, isOverdue } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'
import type { Status } from '@/lib/shared/statuses'

const GRAIN_MS = 10_000

type Fields = Pick<InstanceRow, 'status' | 'cancellation'>

/** The loudest thing on a row: what the instance does, or how its cancellation is going; the other one beneath. */
export function RowStatus({ status, cancellation }: Fields): ReactNode {
  const t = useTranslations()
  if (cancellation === null) return <Stack main={<StatusBadge status={status} t={t} />} />
  if (isOpen(cancellation.state) || cancellation.state === 'stopped') {
    return <Progress status={status} cancellation={cancellation} />
  }
  const code = cancellation.state === 'refused' ? cancellation.answer?.code : null
  const words = t(`state.${cancellation.state}`)
  return (
    <Stack
      main={<StatusBadge status={status} t={t} />}
      beneath={typeof code === 'number' ? `${words} (${code})` : words}
    />
  )
}

function Progress({ status, cancellation }: { status: Status; cancellation: CancellationView }): ReactNode {
  const t = useTranslations()
  const { state, askedBy, askedByMe } = cancellation
  const late = isOverdue(cancellation, useNow(GRAIN_MS))
  const words = late ? t(state === 'unconfirmed' ? 'state.unheard' : 'state.overdue') : statusWord(t, status)
  return (
    <Stack
      main={<StateBadge cancellation={cancellation} t={t} />}
      icon={late ? <ClockAlert aria-hidden className="size-3 shrink-0 text-waiting" /> : null}
      beneath={askedByMe ? words : `${words} · ${t('state.askedBy', { by: askedBy })}`}
    />
  )
}

type StackProps = { main: ReactNode; icon?: ReactNode; beneath?: string }

/** As wide whatever it says, so that the columns beside it stay where they are. */
function Stack({ main, icon = null, beneath }: StackProps): ReactNode {
  return (
    <div className="flex min-w-0 flex-col items-start max-sm:flex-row max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2 sm:w-40 lg:w-56">
      {main}
      {beneath === undefined ? null : (
        <span className="flex max-w-full items-center gap-1 text-meta text-muted sm:pl-2" title={beneath}>
          {icon}
          <span className="truncate">{beneath}</span>
        </span>
      )}
    </div>
  )
}
