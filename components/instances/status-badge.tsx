import type { ReactNode } from 'react'
import { type Look, STATUS_LOOKS } from '@/components/instances/status-look'
import type { Translate } from '@/components/translate'
import { Badge } from '@/components/ui/badge'
import type { Status } from '@/lib/shared/statuses'

export function StatusBadge({ status, t }: { status: Status; t: Translate }): ReactNode {
  const look: Look = STATUS_LOOKS[status.name]
  return <Badge {...look}>{statusWord(t, status)}</Badge>
}

export function statusWord(t: Translate, status: Status): string {
  return status.name === 'UNKNOWN' ? t('status.UNKNOWN', { code: status.code }) : t(`status.${status.name}`)
}
