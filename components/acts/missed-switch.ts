import { missingPause } from '@/components/acts/missing-pause'
import type { FlowActionState, FlowActionView } from '@/lib/shared/flow-actions'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

export type Missed = Pick<FlowActionView, 'id' | 'flowInstId' | 'askedBy' | 'askedByMe' | 'requestedAt'> & {
  kind: 'pause_schedule' | 'resume_schedule'
  /** On whose record it stands, where it was asked for with one or from one. */
  cancellationId: string | null
  /** How it ended, where it was asked for by itself. */
  end: { state: MissedState; answer: FlowActionView['answer'] } | null
}

const MISSED = ['refused', 'not_sent', 'not_done'] as const satisfies FlowActionState[]
type MissedState = (typeof MISSED)[number]

type Known = Pick<InstanceDetail, 'row' | 'cancellations' | 'actions' | 'schedule'>

/** The latest pause or resumption that was asked for here and did not come about, while it is still to be done. */
export function missedSwitch(detail: Known): Missed | null {
  const alone = missedAlone(detail)
  const pause = missingPause(detail)
  if (pause === null) return alone
  // What was tried again from its record is the same wish.
  const isLater = alone !== null && alone.requestedAt > pause.requestedAt && alone.cancellationId !== pause.id
  if (isLater) return alone
  const { id, flowInstId, askedBy, askedByMe, requestedAt } = pause
  const asked = { id, flowInstId, askedBy, askedByMe, requestedAt }
  return { ...asked, kind: 'pause_schedule', cancellationId: id, end: null }
}

/** Of this instance only: those of others stand on theirs. */
function missedAlone({ row, actions, schedule }: Known): Missed | null {
  const switches = actions.filter(({ kind }) => kind !== 'run_again')
  const last = switches.find((one) => one.flowInstId === row.flowInstId && !one.isWithCancel)
  if (last === undefined || last.kind === 'run_again') return null
  const { kind, answer, requestedAt } = last
  const state = MISSED.find((one) => one === last.state)
  const isSo = schedule?.isActive === (kind === 'resume_schedule')
  const isSwitchedSince = switches.some((one) => one.state === 'done' && one.requestedAt > requestedAt)
  return state === undefined || isSo || isSwitchedSince ? null : { ...last, kind, end: { state, answer } }
}
