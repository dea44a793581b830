import { CircleCheck, CirclePause } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActNews } from '@/components/acts/act-news'
import { pauseWords } from '@/components/acts/pause-words'
import { RunAgainButton } from '@/components/acts/run-again-button'
import { ScheduleButton } from '@/components/acts/schedule-button'
import { SwitchNow } from '@/components/acts/switch-now'
import { useActDialog } from '@/components/acts/use-act-dialog'
import { Moment } from '@/components/history/moment'
import { type CancellationView, isOpen, ownsInstance } from '@/lib/shared/cancellation'
import type { FlowActionView, PauseWish } from '@/lib/shared/flow-actions'

type Props = {
  cancellation: CancellationView
  /** Those of this record, newest first. */
  actions: readonly FlowActionView[]
}

/** On a record: what became of *Pause the schedule too*, and what comes next for those who own the instance. */
export function RecordActs({ cancellation, actions }: Props): ReactNode {
  const { id, pause, state, flowInstId, flowName } = cancellation
  const acts = useActDialog({ flowInstId, flowName, actions, cancellationId: id })
  const isOwner = ownsInstance(cancellation)
  const canRun = isOwner && !isOpen(state)
  if (pause === null && !canRun) return null
  const lastSwitch = actions.find(({ kind, state }) => kind !== 'run_again' && state === 'done')
  const isResumed = lastSwitch?.kind === 'resume_schedule'
  const canResume = lastSwitch?.kind === 'pause_schedule'
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-table">
        {pause === null ? null : <Pause cancellation={cancellation} pause={pause} isResumed={isResumed} />}
        {isOwner && pause?.state === 'not_done' ? (
          <SwitchNow kind="pause_schedule" wish={{ flowInstId, cancellationId: id }} />
        ) : null}
        {isOwner && canResume ? <ScheduleButton kind="resume_schedule" acts={acts} /> : null}
        {canRun ? <RunAgainButton acts={acts} size="small" /> : null}
      </div>
      <ActNews action={acts.asked} />
      {acts.dialog}
    </div>
  )
}

type PauseProps = { cancellation: CancellationView; pause: PauseWish; isResumed: boolean }

function Pause({ cancellation, pause, isResumed }: PauseProps): ReactNode {
  const t = useTranslations()
  const isDone = pause.state === 'paused' || pause.state === 'paused_since'
  const Icon = isDone ? CircleCheck : CirclePause
  return (
    <div
      role="status"
      className={`flex flex-wrap items-center gap-x-1.5 ${pause.state === 'not_done' ? 'font-medium' : 'text-muted'}`}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {pauseWords(t, { ...cancellation, pause, isResumed })}
      {pause.state === 'paused_since' ? (
        <>
          <span aria-hidden>·</span>
          <Moment at={pause.pausedAt} />
        </>
      ) : null}
    </div>
  )
}
