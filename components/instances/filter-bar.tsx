'use client'

import { Search } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { useTranslations } from 'use-intl/react'
import { countStatuses } from '@/components/instances/filter-rows'
import { STATUS_LOOKS, STATUS_ORDER } from '@/components/instances/status-look'
import type { FilterControl } from '@/components/instances/use-filter'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import type { InstanceRow } from '@/lib/shared/instances'
import type { Status } from '@/lib/shared/statuses'

type Props = { rows: readonly InstanceRow[]; control: FilterControl; searchRef: Ref<HTMLInputElement> }

export function FilterBar({ rows, control, searchRef }: Props): ReactNode {
  const t = useTranslations()
  const { filter } = control
  const counts = countStatuses(rows, filter.search)
  const offered = STATUS_ORDER.filter((name) => counts.has(name) || filter.statuses.includes(name))
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return (
    <search className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="relative w-full sm:w-64">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
        <input
          ref={searchRef}
          type="search"
          aria-label={t('instances.search')}
          aria-keyshortcuts="/"
          placeholder={t('instances.search')}
          value={filter.search}
          onChange={(event) => control.setSearch(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className={inputLook({ className: 'w-full pl-8' })}
        />
      </div>
      <fieldset className="flex min-w-0 flex-wrap gap-1.5">
        <legend className="sr-only">{t('instances.filterByStatus')}</legend>
        <Chip
          isOn={filter.statuses.length === 0}
          onClick={control.showAllStatuses}
          name={t('instances.all')}
          count={total}
        />
        {offered.map((name) => (
          <Chip
            key={name}
            status={name}
            isOn={filter.statuses.includes(name)}
            onClick={() => control.toggle(name)}
            name={name === 'UNKNOWN' ? t('instances.unknown') : t(`status.${name}`)}
            count={counts.get(name) ?? 0}
          />
        ))}
      </fieldset>
      {control.isOn ? (
        <Button tone="quiet" size="small" onClick={control.clear}>
          {t('instances.clear')}
        </Button>
      ) : null}
    </search>
  )
}

type ChipProps = { status?: Status['name']; isOn: boolean; onClick: () => void; name: string; count: number }

function Chip({ status, isOn, onClick, name, count }: ChipProps): ReactNode {
  const Icon = status === undefined ? null : STATUS_LOOKS[status].icon
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className="inline-flex h-7 items-center gap-1.5 rounded-full border bg-surface px-2.5 text-table transition-colors duration-100 hover:bg-raised aria-pressed:border-accent aria-pressed:bg-accent/10 aria-pressed:text-text"
    >
      {Icon === null ? null : <Icon aria-hidden className="size-3.5 text-muted" />}
      {name} <span className="text-muted tabular-nums">{count}</span>
    </button>
  )
}
