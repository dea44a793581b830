import 'server-only'
import { type Ports, PRIORITIES, type Priority } from './config'

/** Whoever waits in the background comes at least every second time: a storm of log-ins must not stop what runs on. */
const AFTER_LOG_IN = ['person', 'background', 'log_in'] as const satisfies readonly Priority[]

/**
 * Starts are kept a little further apart than asked: what leaves within a second's distance may arrive within less.
 */
const WINDOW_MS = 1100

/** A place in the current second. `begin` it when the call leaves, or `release` it unused. */
export type Slot = { priority: Priority; begin: () => void; release: () => void }

export type Limiter = {
  /**
   * Waits for a place: people first, then log-ins and the background by turns. `full`: too many wait already. `lane`:
   * for whom; within a priority all who wait take turns, so that nobody's cancel waits for what another one reads.
   */
  acquire: (priority: Priority, signal?: AbortSignal, lane?: string) => Promise<Slot | 'full' | 'aborted'>
}

type Place = { begunAt: number | null }
type Waiter = { lane: string; grant: (slot: Slot) => void }

/** One for all calls of the process: no more than `maxRps` starts in any second. */
export function createLimiter({
  maxRps,
  ports,
  maxWaiting = maxRps * 10,
}: {
  maxRps: number
  ports: Pick<Ports, 'now' | 'sleep'>
  /** Of each priority. */
  maxWaiting?: number
}): Limiter {
  const taken = new Set<Place>()
  const waiting: Record<Priority, Waiter[]> = { person: [], log_in: [], background: [] }
  let isTimed = false
  let isAfterLogIn = false
  /** When each lane that goes on waiting was served last, counted in turns. */
  const served = new Map<string, number>()
  let turns = 0

  function acquire(priority: Priority, signal?: AbortSignal, lane = ''): Promise<Slot | 'full' | 'aborted'> {
    if (signal?.aborted) return Promise.resolve('aborted')
    const queue = waiting[priority]
    if (queue.length >= maxWaiting || isCrowded(queue, lane)) return Promise.resolve('full')
    return new Promise((resolve) => {
      const leave = (): void => {
        queue.splice(queue.indexOf(waiter), 1)
        forgetIfGone(lane)
        resolve('aborted')
      }
      const waiter: Waiter = {
        lane,
        grant: (slot) => {
          signal?.removeEventListener('abort', leave)
          resolve(slot)
        },
      }
      signal?.addEventListener('abort', leave, { once: true })
      queue.push(waiter)
      serve()
    })
  }

  function serve(): void {
    forgetOld()
    while (taken.size < maxRps) {
      const order = isAfterLogIn ? AFTER_LOG_IN : PRIORITIES
      const turn = order.find((priority) => waiting[priority].length > 0)
      const next = turn && takeNext(waiting[turn])
      if (!next) return
      if (turn !== 'person') isAfterLogIn = turn === 'log_in'
      next.grant(takePlace(turn))
    }
    if (PRIORITIES.some((priority) => waiting[priority].length > 0)) void serveLater()
  }

  /** The first of whoever was served longest ago. */
  function takeNext(queue: Waiter[]): Waiter | undefined {
    const turnOf = ({ lane }: Waiter): number => served.get(lane) ?? 0
    const sooner = (one: Waiter, other: Waiter): Waiter => (turnOf(other) < turnOf(one) ? other : one)
    const next = queue.length > 0 ? queue.reduce(sooner) : undefined
    if (next) {
      queue.splice(queue.indexOf(next), 1)
      served.set(next.lane, ++turns)
      forgetIfGone(next.lane)
    }
    return next
  }

  function forgetIfGone(lane: string): void {
    if (!PRIORITIES.some((priority) => waiting[priority].some((waiter) => waiter.lane === lane)))
      served.delete(lane)
  }

  /** One person may not take all the room; what belongs to nobody may. */
  function isCrowded(queue: Waiter[], lane: string): boolean {
    return lane !== '' && queue.filter((waiter) => waiter.lane === lane).length >= maxWaiting / 2
  }

  async function serveLater(): Promise<void> {
    const begun = [...taken].flatMap((place) => place.begunAt ?? [])
    // Without one, every place is about to begin or be released, and that serves again.
    if (isTimed || begun.length === 0) return
    isTimed = true
    await ports.sleep(Math.max(1, Math.min(...begun) + WINDOW_MS - ports.now()))
    isTimed = false
    serve()
  }

  function takePlace(priority: Priority): Slot {
    const place: Place = { begunAt: null }
    taken.add(place)
    return {
      priority,
      begin: () => {
        place.begunAt ??= ports.now()
        serve()
      },
      release: () => {
        if (place.begunAt === null && taken.delete(place)) serve()
      },
    }
  }

  function forgetOld(): void {
    const now = ports.now()
    for (const place of taken) {
      if (place.begunAt === null) continue
      // The clock was set back: count from now rather than wait for it to catch up.
      if (place.begunAt > now) place.begunAt = now
      if (now - place.begunAt >= WINDOW_MS) taken.delete(place)
    }
  }

  return { acquire }
}
