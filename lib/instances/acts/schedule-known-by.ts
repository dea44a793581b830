import 'server-only'
import { longestWait, waitOf } from '@/lib/cancellations/timing'
import { type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'

/** For the sending, and for the read that decides (ms). */
const SLACK_MS = 20_000

/** By when it is known what came of a pause or resumption that is under way, where EnOS answers; null where none is. */
export function scheduleKnownBy(actions: readonly FlowActionView[]): number | null {
  const open = actions.find(({ kind, state }) => kind !== 'run_again' && isActionOpen(state))
  return open === undefined ? null : open.requestedAt + waitOf('switchShownAfter') + longestWait() + SLACK_MS
}
