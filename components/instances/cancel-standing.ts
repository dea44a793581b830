import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import { type InstanceRow, isCancellable } from '@/lib/shared/instances'

/** What became of the instance while its dialog is open. */
export type Standing =
  | { kind: 'unchanged' }
  | { kind: 'gone' }
  | { kind: 'ended'; row: InstanceRow }
  | { kind: 'asked'; cancellation: CancellationView }
  | { kind: 'closed'; cancellation: CancellationView }

/** `asked`: the row as it was when the dialog was opened; an ending that it had already is an earlier run's. */
export function standingOf(live: InstanceRow | null, asked: InstanceRow | null = null): Standing {
  if (live === null) return { kind: 'gone' }
  const { cancellation } = live
  if (cancellation !== null && isOpen(cancellation.state)) return { kind: 'asked', cancellation }
  const hasEnded = cancellation?.state === 'stopped' || cancellation?.state === 'finished_first'
  if (cancellation !== null && hasEnded && cancellation.id !== asked?.cancellation?.id) {
    return { kind: 'closed', cancellation }
  }
  if (!live.cancellable && isCancellable(live.status, false) === 'no') return { kind: 'ended', row: live }
  return { kind: 'unchanged' }
}

/** A record that leaves the dialog nothing to say: the row tells the rest. */
export function isUnderWay(cancellation: CancellationView): boolean {
  if (cancellation.unrecorded) return false
  return (
    isOpen(cancellation.state) || cancellation.state === 'stopped' || cancellation.state === 'finished_first'
  )
}
