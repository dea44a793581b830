import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Translate } from '@/components/translate'
import type { TimelineEvent } from '@/lib/shared/timeline'

type Props = { last: TimelineEvent; isAsWritten: boolean; t: Translate }

/** Where the last event stands in the organization's log, and whether the record is what its events say. */
export function ChainPlace({ last, isAsWritten, t }: Props): ReactNode {
  const Icon = isAsWritten ? ShieldCheck : ShieldAlert
  return (
    <p className="flex flex-wrap justify-end gap-x-2 text-meta text-muted tabular-nums">
      <span>{t('record.chain', { n: last.n, hash: last.hash })}</span>
      <span
        className={
          isAsWritten ? 'flex items-center gap-1' : 'flex items-center gap-1 font-medium text-failed'
        }
        title={t(isAsWritten ? 'record.asWrittenAbout' : 'record.notAsWrittenAbout')}
      >
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {t(isAsWritten ? 'record.asWritten' : 'record.notAsWritten')}
      </span>
    </p>
  )
}
