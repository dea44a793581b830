import { CircleCheck, CirclePause } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ActNews } from '@/components/acts/act-news'
import { PauseNow } from '@/components/acts/pause-now'
import { RunAgainButton } from '@/components/acts/run-again-button'
import { ScheduleButton } from '@/components/acts/schedule-button'
import { useActDialog } from '@/components/acts/use-act-dialog'
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
  const lastSwitch = actions.find(({ kind }) => kind !== 'run_again')
  const isResumed = lastSwitch?.kind === 'resume_schedule' && lastSwitch.state === 'done'
  const canResume = pause?.state === 'paused' && !isResumed
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-table">
        {pause === null ? null : <PauseWords pause={pause} isResumed={isResumed} />}
        {isOwner && pause?.state === 'not_done' ? <PauseNow cancellation={cancellation} /> : null}
        {isOwner && canResume ? <ScheduleButton kind="resume_schedule" acts={acts} /> : null}
        {canRun ? <RunAgainButton acts={acts} size="small" /> : null}
      </div>
      <ActNews action={acts.asked} />
      {acts.dialog}
    </div>
  )
}

function PauseWords({ pause, isResumed }: { pause: PauseWish; isResumed: boolean }): ReactNode {
  const t = useTranslations()
  const isLost = pause.state === 'under_way' && pause.action?.state === 'unconfirmed'
  const isPaused = pause.state === 'paused'
  const Icon = isPaused || pause.state === 'paused_since' ? CircleCheck : CirclePause
  const words = isLost ? 'checking' : isPaused && isResumed ? 'resumed' : pause.state
  return (
    <p
      role="status"
      className={`flex items-center gap-1.5 ${pause.state === 'not_done' ? 'font-medium' : 'text-muted'}`}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(`acts.pause.${words}`)}
    </p>
  )
}
