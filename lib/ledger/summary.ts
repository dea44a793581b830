import 'server-only'
import { latencyAt, type MinuteTally } from '@/lib/gateway/ledger'
import {
  type CallCounts,
  type GatewayCalls,
  type MinuteCalls,
  type OperationCalls,
  SHOWN_MINUTES,
} from '@/lib/shared/calls'

const MINUTE_MS = 60_000

export type ServerTally = MinuteTally & { server: string }

/** The start of the first minute that is shown at an instant. */
export function firstMinute(now: number): number {
  return now - (now % MINUTE_MS) - (SHOWN_MINUTES - 1) * MINUTE_MS
}

/** What all servers called in the minutes that are shown. `perServer`: the ceiling of each, a minute. */
export function summarize(
  tallies: readonly ServerTally[],
  { now, perServer }: { now: number; perServer: number },
): Omit<GatewayCalls, 'awaySince'> {
  const first = firstMinute(now)
  const shown = tallies.filter(({ minute }) => minute >= first && minute <= now)
  const servers = countServers(shown, now)
  return {
    now,
    minutes: minutesOf(shown, first),
    operations: operationsOf(shown),
    ceiling: servers * perServer,
    servers,
  }
}

function minutesOf(tallies: readonly ServerTally[], first: number): MinuteCalls[] {
  const minutes = Array.from({ length: SHOWN_MINUTES }, (_, n) => ({
    minute: first + n * MINUTE_MS,
    calls: 0,
    failed: 0,
    limited: 0,
  }))
  for (const tally of tallies) {
    const minute = minutes[(tally.minute - first) / MINUTE_MS]
    if (minute) add(minute, tally)
  }
  return minutes
}

function operationsOf(tallies: readonly ServerTally[]): OperationCalls[] {
  const found = new Map<string, CallCounts & { latency: number[] }>()
  for (const tally of tallies) {
    const known = found.get(tally.operation) ?? { calls: 0, failed: 0, limited: 0, latency: [] }
    add(known, tally)
    tally.latency.forEach((count, n) => {
      known.latency[n] = (known.latency[n] ?? 0) + count
    })
    found.set(tally.operation, known)
  }
  return [...found]
    .map(([operation, { latency, ...counts }]) => ({
      operation,
      ...counts,
      p50: latencyAt(0.5, latency),
      p95: latencyAt(0.95, latency),
    }))
    .sort((a, b) => b.calls - a.calls || (a.operation < b.operation ? -1 : 1))
}

/** Those that called lately, and the one that is asked: one that was restarted is another one. */
function countServers(tallies: readonly ServerTally[], now: number): number {
  const since = now - (now % MINUTE_MS) - MINUTE_MS
  return Math.max(
    1,
    new Set(tallies.filter(({ minute }) => minute >= since).map(({ server }) => server)).size,
  )
}

function add(sum: CallCounts, { calls, failed, limited }: CallCounts): void {
  sum.calls += calls
  sum.failed += failed
  sum.limited += limited
}
