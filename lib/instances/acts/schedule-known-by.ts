import 'server-only'
import { switchKnownBy } from '@/lib/instances/send/left-behind'
import { type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'

/** By when it is known what came of a pause or resumption that is under way, where EnOS answers; null where none is. */
export function scheduleKnownBy(actions: readonly FlowActionView[]): number | null {
  const open = actions.find(({ kind, state }) => kind !== 'run_again' && isActionOpen(state))
  return open === undefined ? null : switchKnownBy(open)
}
