'use client'

import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActBusy } from '@/components/acts/act-busy'
import { ActNews } from '@/components/acts/act-news'
import { actUnderWay } from '@/components/acts/act-under-way'
import { ActsSection } from '@/components/acts/acts-section'
import { useActDialog } from '@/components/acts/use-act-dialog'
import type { ClaimEndings } from '@/components/cancellations/ending-toasts'
import { GraphSection } from '@/components/graph/graph-section'
import { CancellationsSection } from '@/components/instance-page/cancellations-section'
import { Facts } from '@/components/instance-page/facts'
import { InstanceHead } from '@/components/instance-page/instance-head'
import { InstanceNotFound } from '@/components/instance-page/instance-not-found'
import { InstanceSkeleton } from '@/components/instance-page/instance-skeleton'
import { LockWarning } from '@/components/instance-page/lock-warning'
import { hasNodes, OnThisPage } from '@/components/instance-page/on-this-page'
import { PageFreshness } from '@/components/instance-page/page-freshness'
import { ParametersSection } from '@/components/instance-page/parameters-section'
import { RawSection } from '@/components/instance-page/raw-section'
import { ScheduleCard } from '@/components/instance-page/schedule-card'
import { TasksSection } from '@/components/instance-page/tasks/tasks-section'
import { standingWords, titleWords } from '@/components/instance-page/title-words'
import { useInstance } from '@/components/instance-page/use-instance'
import { ListError, StaleNotice } from '@/components/instances/list-problem'
import { useCancelDialog } from '@/components/instances/use-cancel-dialog'
import { PageHelp } from '@/components/keyboard/page-help'
import { ProblemError } from '@/components/problem-error'
import { useEarlyPress } from '@/components/shell/early-press'
import { Bad, Hint } from '@/components/ui/callout'
import { useIsOnline } from '@/components/use-is-online'
import { useLastProblem } from '@/components/use-last-problem'
import type { InstanceDetail } from '@/lib/shared/instance-detail'
import type { Problem } from '@/lib/shared/problems'

type Props = {
  flowInstId: string
  firstProblem: Problem | null
  claim: ClaimEndings
  /** The way back. */
  children: ReactNode
}

/** One instance: what it is, what it does, and what was done about it. Live while it can change. */
export function InstancePage({ flowInstId, firstProblem, claim, children }: Props): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  useEarlyPress()
  const { detail, error, isFetching, refetch } = useInstance(flowInstId)
  const failure = error instanceof ProblemError ? error.problem : null
  const failed = useLastProblem(error, firstProblem)
  const refresh = () => void refetch()
  if (detail === undefined) {
    if (failed?.problem?.code === 'not_found') return <InstanceNotFound t={t} />
    return (
      <div className="flex flex-col gap-3">
        {children}
        {failed ? (
          <ListError title={t('instance.errorTitle')} problem={failed.problem} onRetry={refresh} />
        ) : (
          <InstanceSkeleton />
        )}
      </div>
    )
  }
  const isBad = error !== null || (!isOnline && detail.isLive)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {children}
        <PageFreshness
          readAt={detail.readAt}
          isLive={detail.isLive}
          everyMs={detail.refreshAfterMs}
          isFailing={error !== null}
          isFetching={isFetching}
          onRefresh={refresh}
        />
      </div>
      {failure?.code === 'not_found' ? (
        <Bad>{t('instance.gone')}</Bad>
      ) : isBad ? (
        <StaleNotice problem={failure} readAt={detail.readAt} onRetry={refresh} />
      ) : null}
      <Shown detail={detail} claim={claim} />
    </div>
  )
}

function Shown({ detail, claim }: { detail: InstanceDetail; claim: ClaimEndings }): ReactNode {
  const t = useTranslations()
  const { row, schedule, graph, parameters, actions } = detail
  const [rows, setRows] = useState([row])
  if (rows[0] !== row) setRows([row])
  const cancel = useCancelDialog(rows, claim)
  const acts = useActDialog({ flowInstId: row.flowInstId, flowName: row.flowName, actions })
  const runBusyId = useId()
  const run = actUnderWay(detail, 'run_again')
  const standing = standingWords(t, row)
  const title = titleWords(t, row)
  const [first] = useState(standing)

  // The title of the window is Next's until something changes here.
  useEffect(() => {
    document.title = `${title} · ${t('common.appName')}`
  }, [title, t])
  return (
    <article className="flex flex-col gap-5">
      <p aria-live="polite" className="sr-only">
        {standing === first ? '' : standing}
      </p>
      <InstanceHead
        detail={detail}
        cancel={cancel}
        acts={acts}
        runWaitsFor={run === null ? undefined : runBusyId}
      />
      {run === null ? null : (
        <div id={runBusyId}>
          <Hint>
            <ActBusy {...run} />
          </Hint>
        </div>
      )}
      {/* Which says so already, and until when. */}
      <ActNews action={acts.asked?.id === run?.action.id ? null : acts.asked} />
      {schedule === null ? null : <LockWarning locks={schedule.locks} />}
      <OnThisPage detail={detail} />
      {schedule?.isPeriodic === false ? (
        <Facts detail={detail} />
      ) : (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
          <Facts detail={detail} />
          <ScheduleCard detail={detail} acts={acts} />
        </div>
      )}
      <CancellationsSection detail={detail} />
      <ActsSection actions={actions} />
      {hasNodes(graph) ? <GraphSection flowInstId={row.flowInstId} graph={graph} /> : null}
      <TasksSection
        flowInstId={row.flowInstId}
        graph={graph}
        isOffered={detail.tellsTasks}
        readAt={detail.readAt}
      />
      <ParametersSection parameters={parameters} />
      <RawSection flowInstId={row.flowInstId} />
      <PageHelp page="instance" />
      {cancel.dialog}
      {acts.dialog}
    </article>
  )
}
