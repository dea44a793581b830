import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import { type InstanceRow, isCancellable } from '@/lib/shared/instances'

/** What became of the instance while its dialog is open. */
export type Standing =
  | { kind: 'unchanged' }
  | { kind: 'gone' }
  | { kind: 'ended'; row: InstanceRow }
  | { kind: 'asked'; cancellation: CancellationView }

export function standingOf(live: InstanceRow | null): Standing {
  if (live === null) return { kind: 'gone' }
  if (live.cancellation !== null && isOpen(live.cancellation.state)) {
    return { kind: 'asked', cancellation: live.cancellation }
  }
  if (!live.cancellable && isCancellable(live.status, false) === 'no') return { kind: 'ended', row: live }
  return { kind: 'unchanged' }
}

/** A record that leaves the dialog nothing to say: the row tells the rest. */
export function isUnderWay(cancellation: CancellationView): boolean {
  return (
    isOpen(cancellation.state) || cancellation.state === 'stopped' || cancellation.state === 'finished_first'
  )
}
