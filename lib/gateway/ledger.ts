import 'server-only'
import type { CallReport } from './config'

const MINUTE_MS = 60_000
const SECOND_MS = 1_000
/** What a page shows, and the minute under way. */
const MINUTES_KEPT = 61

/** Upper bounds of how long calls took (ms); one count more is for what took longer. */
export const LATENCY_BOUNDS_MS = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const

/** The calls of one operation that ended in one minute. */
export type MinuteTally = {
  /** The start of the minute, Unix ms. */
  minute: number
  operation: string
  calls: number
  /** Without an answer, or with another than success; limited ones apart. */
  failed: number
  /** Turned away by the gateway for their number. */
  limited: number
  /** A count for each of `LATENCY_BOUNDS_MS`, and one above. */
  latency: number[]
}

/** Calls a second, over the last minute; `pages`: those that were planned, which are known before they are made. */
export type CallRates = { pages: number; background: number; others: number }

export type Ledger = {
  note: (report: CallReport) => void
  /** Of this process, the minute under way among them, oldest first. */
  minutes: () => MinuteTally[]
  rates: () => CallRates
}

/** Counts the calls of this process, by minute and operation. */
export function createLedger(now: () => number): Ledger {
  const tallies = new Map<string, MinuteTally>()
  const seconds = new Map<number, CallRates>()

  function note(report: CallReport): void {
    const at = now()
    const second = Math.floor(at / SECOND_MS)
    const counts = seconds.get(second) ?? { pages: 0, background: 0, others: 0 }
    counts[kindOf(report)] += 1
    seconds.set(second, counts)
    addTo(tallyOf(at - (at % MINUTE_MS), report.operation), report)
    forgetOld(at)
  }

  function tallyOf(minute: number, operation: string): MinuteTally {
    const key = `${minute} ${operation}`
    const known = tallies.get(key)
    if (known) return known
    const latency = Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, () => 0)
    const tally = { minute, operation, calls: 0, failed: 0, limited: 0, latency }
    tallies.set(key, tally)
    return tally
  }

  function forgetOld(at: number): void {
    for (const second of seconds.keys()) if (!isLately(second, at)) seconds.delete(second)
    for (const [key, { minute }] of tallies) {
      if (at - minute >= MINUTES_KEPT * MINUTE_MS) tallies.delete(key)
    }
  }

  function rates(): CallRates {
    const sum = { pages: 0, background: 0, others: 0 }
    for (const [second, counts] of seconds) {
      if (!isLately(second, now())) continue
      for (const kind of ['pages', 'background', 'others'] as const) sum[kind] += counts[kind] / 60
    }
    return sum
  }

  return { note, rates, minutes: () => [...tallies.values()].sort((a, b) => a.minute - b.minute) }
}

/** The time (ms) that so much of the calls did not take longer than; null where none is counted. */
export function latencyAt(share: number, latency: readonly number[]): { ms: number; isOver: boolean } | null {
  const total = latency.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let below = 0
  const place = latency.findIndex((count) => {
    below += count
    return below >= share * total
  })
  const bound = LATENCY_BOUNDS_MS[place]
  return bound === undefined
    ? { ms: LATENCY_BOUNDS_MS[LATENCY_BOUNDS_MS.length - 1] as number, isOver: true }
    : { ms: bound, isOver: false }
}

function addTo(tally: MinuteTally, { http, code, ms }: CallReport): void {
  tally.calls += 1
  if (http === 429 || code === 429) tally.limited += 1
  else if (code !== 0) tally.failed += 1
  const place = LATENCY_BOUNDS_MS.findIndex((bound) => ms <= bound)
  const slot = place < 0 ? LATENCY_BOUNDS_MS.length : place
  tally.latency[slot] = (tally.latency[slot] ?? 0) + 1
}

function kindOf({ isPlanned, priority }: CallReport): keyof CallRates {
  if (priority === 'background') return 'background'
  return isPlanned ? 'pages' : 'others'
}

function isLately(second: number, at: number): boolean {
  return Math.abs(at / SECOND_MS - second) <= 60
}
