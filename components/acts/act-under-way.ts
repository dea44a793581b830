import { type FlowActionKind, type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

export type UnderWay = {
  action: FlowActionView
  /** By when it is known what came of it, where EnOS answers (Unix ms); null: nobody can say. */
  knownBy: number | null
}

/** What an act on a workflow would have to wait for: a run for another run, a pause or resumption for either. */
export function actUnderWay(
  { actions, knownBy }: Pick<InstanceDetail, 'actions' | 'knownBy'>,
  wanted: FlowActionKind,
): UnderWay | null {
  const isRun = wanted === 'run_again'
  const action = actions.find(({ kind, state }) => (kind === 'run_again') === isRun && isActionOpen(state))
  return action === undefined ? null : { action, knownBy: isRun ? knownBy.run : knownBy.schedule }
}
