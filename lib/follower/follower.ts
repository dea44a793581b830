import 'server-only'
import { lookAgainAt, lookNoMore, takeDue, voidLeases } from '@/lib/cancellations/follow-ups'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { setPace, waitAfterLook, waitOf } from '@/lib/cancellations/timing'
import { lookAfterEnd, lookAtCancellation } from '@/lib/instances/look'
import { log } from '@/lib/log'
import { isOpen } from '@/lib/shared/cancellation'
import { processWide } from '@/lib/shared/process-wide'

const TICK_MS = 500
/** Longer than a look can take. */
const LEASE_MS = 20_000
const AT_ONCE = 20
/** After a failure, which is the database's as a rule: time to come back, and one line in the log for it. */
const PAUSE_MS = 5_000
const running = processWide('follower', () => ({ timer: null as NodeJS.Timeout | null }))

/**
 * Looks after every open cancellation until it ends, also those of an earlier process; call it once at start.
 * `pace`: below 1, every wait is that much shorter. `isAlone`: no other server shares the database, so that nothing leased by an earlier one has to be waited for.
 */
export async function startFollower({ isAlone, pace }: { isAlone: boolean; pace: number }): Promise<void> {
  if (running.timer) return
  setPace(pace)
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
  if (!isOpen(record.state)) return followAfterEnd(record, looks)
  try {
    if (!(await lookAtCancellation(record))) return
  } catch (error) {
    logFailure(record, error)
  }
  await lookAgainAt(record.id, Date.now() + waitAfterLook(looks))
}

/** One look after the end, in its time; tried for a day where EnOS cannot be asked. */
async function followAfterEnd(record: CancellationRecord, looks: number): Promise<void> {
  const now = Date.now()
  const dueAt = (record.closedAt ?? now) + waitOf('lookLaterAfter')
  if (now < dueAt) return lookAgainAt(record.id, dueAt)
  const isDone = await lookAfterEnd(record).catch((error: unknown) => logFailure(record, error))
  if (isDone || now > dueAt + waitOf('lostTrackAfter')) return lookNoMore(record.id)
  await lookAgainAt(record.id, now + waitAfterLook(looks))
}

function logFailure({ id }: CancellationRecord, error: unknown): void {
  const reason = error instanceof Error ? error.message : 'unknown'
  log.error({ event: 'follower.look_failed', cancellationId: id, reason })
}
