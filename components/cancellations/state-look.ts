import { Ban, CircleQuestionMark, CircleStop, Flag, SearchX, Send, ShieldX, Unplug } from 'lucide-react'
import type { Look } from '@/components/instances/status-look'
import type { CancellationState } from '@/lib/shared/cancellation'

export const STATE_LOOKS = {
  requested: { tone: 'cancelling', icon: Send, motion: 'breathing' },
  sent: { tone: 'cancelling', icon: Send, motion: 'breathing' },
  accepted: { tone: 'cancelling', icon: CircleStop, motion: 'breathing' },
  unconfirmed: { tone: 'cancelling', icon: CircleQuestionMark, dashed: true },
  stopped: { tone: 'neutral', icon: Ban },
  finished_first: { tone: 'neutral', icon: Flag },
  refused: { tone: 'failed', icon: ShieldX },
  not_sent: { tone: 'neutral', icon: Unplug, dashed: true },
  lost_track: { tone: 'neutral', icon: SearchX, dashed: true },
} satisfies Record<CancellationState, Look>
