'use client'

import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { EnosTimeText } from '@/components/instances/enos-time-text'
import { InstanceLink } from '@/components/instances/instance-link'
import { RowStatus } from '@/components/instances/row-status'
import { hasDuration, RunDuration } from '@/components/instances/run-duration'
import { scheduleWords } from '@/components/instances/schedule-words'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { ZoneMark } from '@/components/zone-mark'
import { isOpen } from '@/lib/shared/cancellation'
import type { InstanceRow as Row } from '@/lib/shared/instances'

type Props = { row: Row; hasBusinessDates: boolean; onCancel: (row: Row) => void; onIntent: () => void }

export function canAskToCancel(row: Row): boolean {
  return row.cancellable && (row.cancellation === null || !isOpen(row.cancellation.state))
}

/** A table row from 640 px on; a card below, its facts named in place of the column heads. */
export const InstanceRow = memo(function InstanceRow({
  row,
  hasBusinessDates,
  onCancel,
  onIntent,
}: Props): ReactNode {
  const t = useTranslations()
  const { status, started, ended, cancellation } = row
  const run = {
    status,
    started,
    ended,
    ...(cancellation && isOpen(cancellation.state) ? { goesOn: true } : {}),
  }
  return (
    <tr
      data-row={row.flowInstId}
      tabIndex={-1}
      className="group scroll-mt-24 border-t sm:h-13 first:border-t-0 focus-visible:-outline-offset-2 hover:bg-raised/60 focus-within:bg-raised/60 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-1.5 max-sm:px-3 max-sm:py-3"
    >
      <td className="max-w-0 py-1.5 pr-3 pl-4 max-sm:col-span-2 max-sm:row-start-2 max-sm:max-w-none max-sm:p-0">
        <p className="break-words font-medium text-body max-sm:line-clamp-3 sm:truncate" title={row.flowName}>
          <InstanceLink flowInstId={row.flowInstId}>
            <bdi>{row.flowName}</bdi>
          </InstanceLink>
        </p>
        <div className="flex items-center gap-1">
          <span className="font-mono text-meta text-muted max-sm:break-all sm:truncate">
            {row.flowInstId}
          </span>
          <CopyButton
            text={row.flowInstId}
            className="-my-1 sm:opacity-0 sm:focus-visible:opacity-100 sm:group-focus-within:opacity-100 sm:group-hover:opacity-100"
          />
        </div>
      </td>
      <td className="py-1.5 pr-3 max-sm:col-start-1 max-sm:row-start-1 max-sm:p-0">
        <RowStatus status={row.status} cancellation={row.cancellation} />
      </td>
      <Fact
        name={
          <>
            {t('instances.trigger')}
            <ZoneMark of="trigger" />
          </>
        }
        isEmpty={row.trigger === null}
      >
        <EnosTimeText time={row.trigger} />
      </Fact>
      <Fact
        name={
          <>
            {t('instances.started')}
            <ZoneMark of="start" />
          </>
        }
        isEmpty={row.started === null}
        className="max-lg:sm:hidden"
      >
        <EnosTimeText time={row.started} />
      </Fact>
      <Fact name={t('instances.duration')} isEmpty={!hasDuration(run)} className="sm:text-right">
        <RunDuration {...run} />
      </Fact>
      <Fact name={t('instances.schedule')} className="max-lg:sm:hidden sm:pl-5">
        {scheduleWords(t, row)}
      </Fact>
      {hasBusinessDates ? (
        <Fact
          name={t('instances.businessDate')}
          isEmpty={row.businessDate === null}
          className="max-xl:sm:hidden"
        >
          {row.businessDate ?? t('common.none')}
        </Fact>
      ) : null}
      <td className="py-1.5 pr-4 text-right max-sm:col-start-2 max-sm:row-start-1 max-sm:self-center max-sm:p-0">
        {canAskToCancel(row) ? (
          <Button
            size="small"
            data-cancel
            aria-label={t('instances.cancelNamed', { name: row.flowName, id: row.flowInstId })}
            onClick={() => onCancel(row)}
            onPointerEnter={onIntent}
            onFocus={onIntent}
          >
            {t('instances.cancel')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
})

type FactProps = { name: ReactNode; isEmpty?: boolean; className?: string; children: ReactNode }

/** A cell that a card names; a card leaves out what there is not. */
function Fact({ name, isEmpty = false, className = '', children }: FactProps): ReactNode {
  const inCard = isEmpty ? 'max-sm:hidden' : 'max-sm:flex'
  return (
    <td
      className={`whitespace-nowrap py-1.5 pr-3 tabular-nums max-sm:col-span-2 max-sm:justify-between max-sm:gap-3 max-sm:p-0 ${inCard} ${className}`}
    >
      <span className="text-muted sm:hidden">{name}</span>
      <span>{children}</span>
    </td>
  )
}
