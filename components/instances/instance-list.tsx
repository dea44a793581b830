'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ClaimEndings } from '@/components/cancellations/ending-toasts'
import { useNews } from '@/components/cancellations/first-news'
import { MissedEndings } from '@/components/cancellations/missed-endings'
import { FilterBar } from '@/components/instances/filter-bar'
import { filterRows } from '@/components/instances/filter-rows'
import { focusRow } from '@/components/instances/focus-row'
import { Freshness } from '@/components/instances/freshness'
import { InstanceTable } from '@/components/instances/instance-table'
import { EmptyList, ListError, NoMatch, StaleNotice } from '@/components/instances/list-problem'
import { instanceListQuery } from '@/components/instances/list-query'
import { ListSkeleton } from '@/components/instances/list-skeleton'
import { Newcomers } from '@/components/instances/newcomers'
import { useCancelDialog } from '@/components/instances/use-cancel-dialog'
import { useFilter } from '@/components/instances/use-filter'
import { useListKeys } from '@/components/instances/use-list-keys'
import { useNewcomers } from '@/components/instances/use-newcomers'
import { withCancellations } from '@/components/instances/with-cancellations'
import { HelpButton } from '@/components/keyboard/help-button'
import { useKeyboardHelp } from '@/components/keyboard/use-keyboard-help'
import { ProblemError } from '@/components/problem-error'
import { useEarlyInput } from '@/components/shell/early-input'
import { useEarlyPress } from '@/components/shell/early-press'
import { useIsOnline } from '@/components/use-is-online'
import { useLastProblem } from '@/components/use-last-problem'
import type { Problem } from '@/lib/shared/problems'

const NO_ROWS: never[] = []

type Props = { firstProblem: Problem | null; claim: ClaimEndings }

export function InstanceList({ firstProblem, claim }: Props): ReactNode {
  const t = useTranslations()
  const search = useRef<HTMLInputElement>(null)
  const help = useKeyboardHelp('list')
  const list = useQuery(instanceListQuery)
  const control = useFilter()
  const isOnline = useIsOnline()
  const news = useNews()
  const rows = useMemo(
    () =>
      list.data === undefined
        ? NO_ROWS
        : withCancellations(
            list.data.rows,
            [...(news?.open ?? []), ...(news?.ended ?? [])],
            list.data.readAt,
          ),
    [list.data, news],
  )
  const newcomers = useNewcomers(rows, `${control.filter.search}\n${control.filter.statuses.join()}`)
  const cancel = useCancelDialog(rows, claim)
  useEarlyPress()
  useEarlyInput(search, control.filter.search, control.setSearch)
  useListKeys({ search, onHelp: help.open, isPaused: cancel.isOpen })

  const refresh = () => void list.refetch()
  const failure = list.error instanceof ProblemError ? list.error.problem : null
  const failed = useLastProblem(list.error, firstProblem)
  if (list.data === undefined) {
    if (failed === null) return <ListSkeleton />
    return (
      <div className="flex flex-col gap-4">
        <h1 className="font-semibold text-page">{t('instances.title')}</h1>
        <ListError problem={failed.problem} onRetry={refresh} />
      </div>
    )
  }

  const matching = filterRows(rows, control.filter)
  const shown = matching.filter(newcomers.isKnown)
  const waiting = matching.filter((row) => !newcomers.isKnown(row))

  function showNewcomers(): void {
    const first = waiting[0]
    newcomers.showAll()
    // The button that had the focus is gone with its reason.
    if (first !== undefined) requestAnimationFrame(() => focusRow(first.flowInstId))
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h1 className="font-semibold text-page">{t('instances.title')}</h1>
        <Freshness
          readAt={list.data.readAt}
          isFailing={list.error !== null}
          isFetching={list.isFetching}
          onRefresh={refresh}
        />
      </div>
      <MissedEndings claim={claim} />
      {list.error === null && isOnline ? null : (
        <StaleNotice problem={failure} readAt={list.data.readAt} onRetry={refresh} />
      )}
      {rows.length === 0 && !control.isOn ? (
        <EmptyList />
      ) : (
        <>
          <FilterBar rows={rows} control={control} searchRef={search} />
          <Newcomers count={waiting.length} onShow={showNewcomers} />
          {shown.length === 0 ? (
            <NoMatch hidden={rows.length} onClear={control.clear} />
          ) : (
            <InstanceTable rows={shown} onCancel={cancel.open} onIntent={cancel.preload} />
          )}
          <div className="flex items-center justify-between gap-4 text-meta text-muted">
            <p role="status">
              {control.isOn
                ? t('instances.shownOf', { count: shown.length, total: rows.length })
                : t('instances.shown', { count: shown.length })}
              {list.data.truncated ? ` · ${t('instances.truncated', { count: rows.length })}` : null}
            </p>
            <HelpButton onOpen={help.open} />
          </div>
        </>
      )}
      {help.help}
      {cancel.dialog}
    </div>
  )
}
