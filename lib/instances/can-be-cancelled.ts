import 'server-only'
import type { InstanceRead } from '@/lib/instances/read'
import { isCancellable } from '@/lib/shared/instances'

/** With a graph that cannot be read, a FAIL is left to EnOS unless it says when it ended. */
export function canBeCancelled({ instance, failLive }: Pick<InstanceRead, 'instance' | 'failLive'>): boolean {
  return isCancellable(instance.status, failLive ?? instance.endTime === null) !== 'no'
}
