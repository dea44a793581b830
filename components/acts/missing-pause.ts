import type { CancellationView } from '@/lib/shared/cancellation'
import type { InstanceDetail } from '@/lib/shared/instance-detail'

/**
 * The newest cancellation with which the schedule was to be paused and was not; null once it is paused, and once
 * somebody has paused or resumed it since: then it is as they want it.
 */
export function missingPause({
  cancellations,
  actions,
  schedule,
}: Pick<InstanceDetail, 'cancellations' | 'actions' | 'schedule'>): CancellationView | null {
  if (schedule?.isActive === false) return null
  const switches = actions.filter(({ kind, state }) => kind !== 'run_again' && state === 'done')
  const isSwitchedSince = ({ requestedAt }: CancellationView): boolean =>
    switches.some((one) => one.requestedAt > requestedAt)
  return cancellations.find((one) => one.pause?.state === 'not_done' && !isSwitchedSince(one)) ?? null
}
