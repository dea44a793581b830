import 'server-only'
import { runKnownBy, switchKnownBy } from '@/lib/instances/send/left-behind'
import { type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

/** By when it is known what came of what is under way, where EnOS answers; null where nothing is. */
export function knownBy(actions: readonly FlowActionView[]): InstanceDetail['knownBy'] {
  const open = actions.filter(({ state }) => isActionOpen(state))
  const run = open.find(({ kind }) => kind === 'run_again')
  const change = open.find(({ kind }) => kind !== 'run_again')
  return { schedule: change ? switchKnownBy(change) : null, run: run ? runKnownBy(run) : null }
}
