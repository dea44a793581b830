import { ArrowRight, Ban } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { StatusBadge } from '@/components/instances/status-badge'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import type { InstanceRow } from '@/lib/shared/instances'

type Props = { row: InstanceRow; isOver: boolean }

/** Which instance it is about, and what it would become. */
export function CancelSubject({ row, isOver }: Props): ReactNode {
  const t = useTranslations()
  return (
    <div className="flex flex-col gap-2">
      <div className="min-w-0">
        <p className="break-words font-medium">
          <bdi>{row.flowName}</bdi>
        </p>
        <div className="flex items-center gap-1">
          <span className="truncate font-mono text-meta text-muted">{row.flowInstId}</span>
          <CopyButton text={row.flowInstId} />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <StatusBadge status={row.status} t={t} />
        {isOver ? null : (
          <>
            <ArrowRight role="img" aria-label={t('cancel.becomes')} className="size-4 text-muted" />
            <Badge tone="neutral" icon={Ban}>
              {t('status.CANCEL')}
            </Badge>
          </>
        )}
      </div>
    </div>
  )
}
