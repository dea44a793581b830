'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ZoneMark } from '@/components/zone-mark'

const COLUMNS = [
  { name: 'instances.workflow', className: 'w-[32%] pl-4' },
  { name: 'instances.status', className: 'w-40 lg:w-56' },
  { name: 'instances.trigger', className: 'w-32 lg:w-36', sort: 'descending', zone: 'trigger' },
  { name: 'instances.started', className: 'w-28 max-lg:hidden', zone: 'start' },
  { name: 'instances.duration', className: 'text-right w-28' },
  { name: 'instances.schedule', className: 'max-lg:hidden sm:pl-5' },
] as const

/** Shared by the table and its skeleton, so that nothing moves when the rows come. */
export function TableHead({ hasBusinessDates }: { hasBusinessDates: boolean }): ReactNode {
  const t = useTranslations()
  return (
    <thead className="sticky top-12 z-10 bg-raised text-meta text-muted max-sm:sr-only">
      <tr>
        {COLUMNS.map(({ name, className, ...rest }) => (
          <th
            key={name}
            scope="col"
            aria-sort={'sort' in rest ? rest.sort : undefined}
            className={`h-8 whitespace-nowrap border-b pr-3 font-medium ${className}`}
          >
            {t(name)}
            {'zone' in rest ? <ZoneMark of={rest.zone} /> : null}
            {'sort' in rest ? <span aria-hidden="true"> ↓</span> : null}
          </th>
        ))}
        {hasBusinessDates ? (
          <th scope="col" className="h-8 whitespace-nowrap border-b pr-3 font-medium max-xl:hidden">
            {t('instances.businessDate')}
          </th>
        ) : null}
        <th scope="col" className="w-24 border-b pr-4">
          <span className="sr-only">{t('instances.action')}</span>
        </th>
      </tr>
    </thead>
  )
}
