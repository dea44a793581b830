'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { StateBadge } from '@/components/cancellations/state-badge'
import { useNow } from '@/components/clock'
import { StatusBadge, statusWord } from '@/components/instances/status-badge'
import { type CancellationView, isOpen, isOverdue } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'

const GRAIN_MS = 10_000

type Fields = Pick<InstanceRow, 'status' | 'cancellation'>

/** The loudest thing on a row: what the instance does, or how its cancellation is going; the other one beneath. */
export function RowStatus({ status, cancellation }: Fields): ReactNode {
  const t = useTranslations()
  if (cancellation === null) return <StatusBadge status={status} t={t} />
  if (isOpen(cancellation.state) || cancellation.state === 'stopped') {
    return (
      <Stack main={<StateBadge cancellation={cancellation} t={t} />}>
        {statusWord(t, status)}
        {cancellation.askedByMe ? null : ` · ${cancellation.askedBy}`}
        <Overdue cancellation={cancellation} />
      </Stack>
    )
  }
  const code = cancellation.state === 'refused' ? cancellation.answer?.code : null
  return (
    <Stack main={<StatusBadge status={status} t={t} />}>
      {t(`state.${cancellation.state}`)}
      {typeof code === 'number' ? ` (${code})` : null}
    </Stack>
  )
}

function Overdue({ cancellation }: { cancellation: CancellationView }): ReactNode {
  const t = useTranslations()
  const now = useNow(GRAIN_MS)
  if (!isOverdue(cancellation, now)) return null
  return ` · ${t(cancellation.state === 'unconfirmed' ? 'state.unheard' : 'state.overdue')}`
}

function Stack({ main, children }: { main: ReactNode; children: ReactNode }): ReactNode {
  return (
    <div className="flex min-w-0 flex-col items-start max-sm:flex-row max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2">
      {main}
      <span className="max-w-full truncate sm:pl-2 text-meta text-muted">{children}</span>
    </div>
  )
}
