import 'server-only'
import { listAllowance } from '@/lib/gateway/configured'
import { callsDue, noteDue } from '@/lib/instances/calls-due'
import { refreshInterval } from '@/lib/instances/refresh-interval'

/** When a page comes back that is told what so many calls brought (ms); those calls are due again by then. */
export function planRefresh({ canChange, calls }: { canChange: boolean; calls: number }): number {
  const now = Date.now()
  const allowance = listAllowance()
  const waitMs = refreshInterval({ canChange, calls: callsDue(now) + calls, allowance })
  noteDue({ at: now + waitMs, calls })
  return waitMs
}
