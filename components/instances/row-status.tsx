'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { StateBadge } from '@/components/cancellations/state-badge'
import { StatusBadge, statusWord } from '@/components/instances/status-badge'
import { isOpen } from '@/lib/shared/cancellation'
import type { InstanceRow } from '@/lib/shared/instances'

type Fields = Pick<InstanceRow, 'status' | 'cancellation'>

/** The loudest thing on a row: what the instance does, or how its cancellation is going; the other one beneath. */
export function RowStatus({ status, cancellation }: Fields): ReactNode {
  const t = useTranslations()
  if (cancellation === null) return <StatusBadge status={status} t={t} />
  const leads = isOpen(cancellation.state) || cancellation.state === 'stopped'
  if (leads) {
    return (
      <Stack main={<StateBadge cancellation={cancellation} t={t} />}>
        {statusWord(t, status)}
        {cancellation.askedByMe ? null : ` · ${cancellation.askedBy}`}
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

function Stack({ main, children }: { main: ReactNode; children: ReactNode }): ReactNode {
  return (
    <div className="flex min-w-0 flex-col items-start">
      {main}
      <span className="max-w-full truncate pl-2 text-meta text-muted">{children}</span>
    </div>
  )
}
