import type { ReactNode } from 'react'
import type { Translate } from '@/components/translate'
import type { TimelineEvent } from '@/lib/shared/timeline'

/** Where the last event stands in the organization's log. */
export function ChainPlace({ last, t }: { last: TimelineEvent; t: Translate }): ReactNode {
  return (
    <p className="text-right text-meta text-muted tabular-nums">
      {t('record.chain', { n: last.n, hash: last.hash })}
    </p>
  )
}
