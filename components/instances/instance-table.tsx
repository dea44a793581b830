'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { InstanceRow } from '@/components/instances/instance-row'
import { TableHead } from '@/components/instances/table-head'
import type { InstanceRow as Row } from '@/lib/shared/instances'

type Props = { rows: readonly Row[]; onCancel: (row: Row) => void; onIntent: () => void }

export function InstanceTable({ rows, onCancel, onIntent }: Props): ReactNode {
  const t = useTranslations()
  // Where EnOS's list leaves it out, only rows that were cancelled have one: no column for those few.
  const hasBusinessDates = rows.some((row) => row.businessDate !== null && row.cancellation === null)
  return (
    <div className="overflow-clip rounded-lg border bg-surface">
      <table className="w-full table-auto text-left text-table max-sm:block">
        <caption className="sr-only">{t('instances.tableLabel')}</caption>
        <TableHead hasBusinessDates={hasBusinessDates} />
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <InstanceRow
              key={row.flowInstId}
              row={row}
              hasBusinessDates={hasBusinessDates}
              onCancel={onCancel}
              onIntent={onIntent}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
