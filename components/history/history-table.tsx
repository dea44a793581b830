import type { ReactNode } from 'react'
import { RecordLink } from '@/components/cancellations/record-link'
import { InstanceNamed } from '@/components/history/instance-named'
import { Moment } from '@/components/history/moment'
import { Outcome } from '@/components/history/outcome'
import type { Translate } from '@/components/translate'
import { CopyButton } from '@/components/ui/copy-button'
import { ZoneMark } from '@/components/zone-mark'
import type { CancellationView } from '@/lib/shared/cancellation'

type Words = { t: Translate; now: number }

const COLUMNS = [
  { name: 'history.when', className: 'w-36 pl-4', sort: 'descending' },
  { name: 'history.who', className: 'w-32' },
  { name: 'history.workflow', className: 'w-[26%]' },
  { name: 'history.why', className: '' },
  { name: 'history.outcome', className: 'w-[26%]' },
] as const

/** Who cancelled what, when, why, and how it ended; newest first. */
export function HistoryTable({ rows, ...words }: Words & { rows: readonly CancellationView[] }): ReactNode {
  const { t } = words
  return (
    <div className="overflow-clip rounded-lg border bg-surface">
      <table className="w-full text-left text-table max-sm:block md:table-fixed">
        <caption className="sr-only">{t('history.title')}</caption>
        <thead className="sticky top-12 z-10 bg-raised text-meta text-muted max-sm:sr-only">
          <tr>
            {COLUMNS.map(({ name, className, ...rest }) => (
              <th
                key={name}
                scope="col"
                aria-sort={'sort' in rest ? rest.sort : undefined}
                className={`h-8 border-b pr-3 font-medium ${className}`}
              >
                {t(name)}
                {'sort' in rest ? (
                  <>
                    <ZoneMark of="record" />
                    <span aria-hidden="true"> ↓</span>
                  </>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <HistoryRow key={row.id} row={row} {...words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const CELL = 'py-2.5 pr-3 align-top max-sm:p-0'

function HistoryRow({ row, t, now }: Words & { row: CancellationView }): ReactNode {
  return (
    <tr className="border-t first:border-t-0 max-sm:flex max-sm:flex-col max-sm:gap-1.5 max-sm:px-3 max-sm:py-3">
      <td className={`${CELL} pl-4 max-sm:order-4`}>
        <Moment at={row.requestedAt} />
      </td>
      <td className={`${CELL} break-words max-sm:order-5`}>
        {row.askedBy}
        {row.askedByMe ? <span className="text-muted">{t('history.you')}</span> : null}
      </td>
      <td className={`${CELL} max-sm:order-2`}>
        <p className="break-words font-medium">
          <RecordLink id={row.id}>
            <bdi>{row.flowName}</bdi>
          </RecordLink>
        </p>
        <div className="flex items-center gap-1">
          <InstanceNamed cancellation={row} className="break-all font-mono text-meta text-muted">
            {row.flowInstId}
          </InstanceNamed>
          <CopyButton text={row.flowInstId} className="-my-1" />
        </div>
      </td>
      <td className={`${CELL} max-sm:order-3`}>
        <p>{t(`reason.${row.reason}`)}</p>
        {row.note === '' ? null : (
          <p title={row.note} dir="auto" className="line-clamp-3 whitespace-pre-line break-words text-muted">
            {row.note}
          </p>
        )}
      </td>
      <td className={`${CELL} max-sm:order-1`}>
        <Outcome cancellation={row} now={now} t={t} />
      </td>
    </tr>
  )
}
