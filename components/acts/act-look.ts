import {
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
  RotateCcw,
  SearchX,
  Send,
  ShieldX,
  Unplug,
} from 'lucide-react'
import type { Look } from '@/components/instances/status-look'
import type { FlowActionKind, FlowActionState, FlowActionView } from '@/lib/shared/flow-actions'

export const ACT_ICONS = {
  pause_schedule: CirclePause,
  resume_schedule: CirclePlay,
  run_again: RotateCcw,
} satisfies Record<FlowActionKind, LucideIcon>

/** `accepted`: EnOS has taken a run, which then goes its own way; a pause or a resumption is done by then. */
export type ActStanding = FlowActionState | 'accepted'

export function actStanding({ kind, state }: Pick<FlowActionView, 'kind' | 'state'>): ActStanding {
  return kind === 'run_again' && state === 'done' ? 'accepted' : state
}

export const LOOKS = {
  requested: { tone: 'cancelling', icon: Send, motion: 'breathing' },
  sent: { tone: 'cancelling', icon: Send, motion: 'breathing' },
  unconfirmed: { tone: 'cancelling', icon: CircleQuestionMark, dashed: true },
  done: { tone: 'succeeded', icon: CircleCheck },
  accepted: { tone: 'neutral', icon: CircleCheck },
  refused: { tone: 'failed', icon: ShieldX },
  not_sent: { tone: 'neutral', icon: Unplug, dashed: true },
  not_done: { tone: 'failed', icon: CircleX },
  lost_track: { tone: 'neutral', icon: SearchX, dashed: true },
} satisfies Record<ActStanding, Look>
