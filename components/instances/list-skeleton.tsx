'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { LongWait } from '@/components/instances/long-wait'
import { TableHead } from '@/components/instances/table-head'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

function Bar({ className }: { className: string }): ReactNode {
  return <span className={`breathing block rounded bg-line ${className}`} />
}

/** The shape of the list before there is one. */
export function ListSkeleton(): ReactNode {
  const t = useTranslations()
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <div className="flex h-7 items-center justify-between">
        <h1 className="font-semibold text-page">{t('instances.title')}</h1>
        <LongWait label={t('instances.loading')} />
      </div>
      <div className="flex flex-wrap gap-3">
        <Bar className="h-8 w-full sm:w-64" />
        <Bar className="h-7 w-20" />
        <Bar className="h-7 w-28" />
        <Bar className="h-7 w-24" />
      </div>
      <div className="overflow-clip rounded-lg border bg-surface">
        <table className="w-full table-auto text-left text-table max-sm:block">
          <TableHead hasBusinessDates={false} />
          <tbody className="max-sm:block">
            {ROWS.map((row) => (
              <tr key={row} className="h-13 border-t first:border-t-0 max-sm:block max-sm:h-44 max-sm:p-3">
                <td className="py-1.5 pr-3 pl-4 max-sm:block max-sm:p-0">
                  <Bar className="mb-1.5 h-4 w-44" />
                  <Bar className="h-3 w-32" />
                </td>
                <td className="max-sm:hidden">
                  <div className="sm:w-40 lg:w-56">
                    <Bar className="h-6 w-24" />
                  </div>
                </td>
                <td className="max-sm:hidden">
                  <Bar className="h-3.5 w-16" />
                </td>
                <td className="max-lg:hidden">
                  <Bar className="h-3.5 w-16" />
                </td>
                <td className="pr-3 max-sm:hidden">
                  <Bar className="ml-auto h-3.5 w-20" />
                </td>
                <td className="pl-5 max-lg:hidden">
                  <Bar className="h-3.5 w-14" />
                </td>
                <td className="pr-4 max-sm:hidden">
                  <Bar className="ml-auto h-7 w-16" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
