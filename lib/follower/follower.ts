import 'server-only'
import { isDatabaseAway } from '@/lib/cancellations/health'
import { longestWait, setPace, waitOf } from '@/lib/cancellations/timing'
import { giveAllBack, takeLooks, voidAllLeases } from '@/lib/follower/work'
import { createLookAllowance } from '@/lib/instances/cancel/look-allowance'
import { log } from '@/lib/log'
import { processWide } from '@/lib/shared/process-wide'

const TICK_MS = 500
const SHORTEST_TICK_MS = 25
/** Longer than a look can take: its turn and its read, and what it writes. */
const LEASE_MS = 40_000
const AT_ONCE = 20
/** After a failure, which is the database's as a rule: time to come back, and one line in the log for it. */
const PAUSE_MS = 5_000
const SHORTEST_PAUSE_MS = 250
const MINUTE_MS = 60_000

const running = processWide('follower', () => ({ stop: null as (() => void) | null }))

/**
 * Looks after every open cancellation and act until it ends, also those of an earlier process; call it once at start.
 * `pace`: below 1, every wait is that much shorter. `isAlone`: no other server shares the database, so that nothing leased by an earlier one has to be waited for.
 */
export async function startFollower({ isAlone, pace }: { isAlone: boolean; pace: number }): Promise<void> {
  if (running.stop) return
  setPace(pace)
  const since = Date.now()
  if (isAlone) await voidAllLeases(since)
  const allowance = createLookAllowance()
  const inFlight = new Set<string>()
  /** Leased until then (Unix ms), but the database was gone before their next look was planned. */
  const unplanned = new Map<string, number>()
  let isTaking = false
  /** By a clock that is never set. */
  let pausedUntil = 0
  let turn = 0

  async function tick(): Promise<void> {
    const now = Date.now()
    if (isTaking || performance.now() < pausedUntil) return
    const most = Math.min(allowance.left(now), AT_ONCE - inFlight.size)
    if (most < 1) return
    isTaking = true
    try {
      await giveBackUnplanned(now)
      // By turns, so that neither a new one waits for hundreds of old ones, nor an old one for ever new ones, nor an act
      // for cancellations.
      const first = turn++ % 2 === 0 ? 'least_looked_at' : 'longest_due'
      const farthestMs = waitOf('lookLaterAfter') + longestWait() + LEASE_MS + MINUTE_MS
      const due = await takeLooks({ now, leaseMs: LEASE_MS, most, first, farthestMs }, turn % 4 > 1)
      allowance.use(due.reduce((sum, { calls }) => sum + calls, 0))
      for (const { id, look } of due) {
        // Hurried while it is looked at: that look plans the next.
        if (inFlight.has(id)) continue
        inFlight.add(id)
        look(since)
          .catch((error: unknown) => {
            if (isDatabaseAway(error)) unplanned.set(id, now + LEASE_MS)
            pause(error)
          })
          .finally(() => inFlight.delete(id))
      }
    } catch (error) {
      pause(error)
    } finally {
      isTaking = false
    }
  }

  /** So that nobody waits until their leases run out. */
  async function giveBackUnplanned(now: number): Promise<void> {
    const held = [...unplanned]
    // A lease that has run out may be another server's by now.
    const own = held.filter(([, until]) => now < until).map(([id]) => id)
    await giveAllBack(own, now)
    for (const [id] of held) unplanned.delete(id)
  }

  function pause(error: unknown): void {
    if (performance.now() >= pausedUntil)
      log.error({ event: 'follower.failed', reason: error instanceof Error ? error.message : 'unknown' })
    pausedUntil = performance.now() + Math.max(PAUSE_MS * pace, SHORTEST_PAUSE_MS)
  }

  const timer = setInterval(tick, Math.max(TICK_MS * pace, SHORTEST_TICK_MS))
  timer.unref()
  running.stop = () => {
    clearInterval(timer)
    // Every write of a look is one statement: it may end anywhere.
    giveAllBack([...inFlight], Date.now()).catch(() => undefined)
    process.off('SIGTERM', stopFollower)
    running.stop = null
  }
  process.once('SIGTERM', stopFollower)
}

/** Takes nothing more, and leaves what it was looking at to other servers. */
export function stopFollower(): void {
  running.stop?.()
}
