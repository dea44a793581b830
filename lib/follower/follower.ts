import 'server-only'
import { lookAgainAt, takeDue, voidLeases } from '@/lib/cancellations/follow-ups'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { lookAtCancellation } from '@/lib/instances/look'
import { log } from '@/lib/log'
import { processWide } from '@/lib/shared/process-wide'

const TICK_MS = 500
/** Longer than a look can take. */
const LEASE_MS = 20_000
const AT_ONCE = 20
/** After a failure, which is the database's as a rule: time to come back, and one line in the log for it. */
const PAUSE_MS = 5_000
/** Waits between looks (s); the last one repeats. */
const WAITS_S = [1, 1, 2, 3, 5, 10, 30, 60]

const running = processWide('follower', () => ({ timer: null as NodeJS.Timeout | null }))

/**
 * Looks after every open cancellation until it ends, also those of an earlier process; call it once at start.
 * `isAlone`: no other server shares the database, so that nothing leased by an earlier one has to be waited for.
 */
export async function startFollower({ isAlone }: { isAlone: boolean }): Promise<void> {
  if (running.timer) return
  if (isAlone) await voidLeases(Date.now())
  let busy = false
  let pausedUntil = 0
  const tick = async (): Promise<void> => {
    if (busy || Date.now() < pausedUntil) return
    busy = true
    try {
      await followDue()
    } catch (error) {
      pausedUntil = Date.now() + PAUSE_MS
      log.error({ event: 'follower.failed', reason: error instanceof Error ? error.message : 'unknown' })
    } finally {
      busy = false
    }
  }
  running.timer = setInterval(tick, TICK_MS)
  running.timer.unref()
}

async function followDue(): Promise<void> {
  const due = await takeDue({ now: Date.now(), leaseMs: LEASE_MS, most: AT_ONCE })
  await Promise.all(due.map(({ record, looks }) => follow(record, looks)))
}

async function follow(record: CancellationRecord, looks: number): Promise<void> {
  try {
    if (!(await lookAtCancellation(record))) return
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    log.error({ event: 'follower.look_failed', cancellationId: record.id, reason })
  }
  await lookAgainAt(record.id, Date.now() + waitAfter(looks))
}

/** How long to wait after the n-th look (ms). */
export function waitAfter(looks: number): number {
  const last = WAITS_S.length - 1
  return (WAITS_S[Math.min(Math.max(looks - 1, 0), last)] ?? 60) * 1000
}
