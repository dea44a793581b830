import 'server-only'
import { quartzClock } from '@/lib/instances/schedule/quartz-clock'
import { readEnosTime, type Zone, zoneName } from '@/lib/shared/enos-time'
import type { EnosTime } from '@/lib/shared/instances'
import { processWide } from '@/lib/shared/process-wide'
import { digitsAsUtc, offsetAt, wallClock } from '@/lib/shared/wall-clock'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Minutes in a row that are never lost where clocks are set forward: it is an hour of them, or half a one. */
const MOST_SKIPPED = 130
const MOST_KNOWN = 500

export type ScheduleTold = {
  isPeriodic: boolean
  /** Null: EnOS did not say; then this is when it starts unless it is paused. */
  isActive: boolean | null
  cron: string | null
  /** Date from which the schedule holds, yyyy-MM-dd. */
  validFrom: string | null
}

/**
 * The first scheduled start after `now`, by the clocks of EnOS's trigger zone. Null: there is none, or nobody can tell.
 * Where clocks are set forward, what is skipped does not start, as in Quartz; where they are set back, the text tells
 * the time and `at` is null, since it comes twice.
 */
export function nextStart(
  { isPeriodic, isActive, cron, validFrom }: ScheduleTold,
  zone: Zone | null,
  now: number,
): EnosTime | null {
  if (!isPeriodic || isActive === false || cron === null || zone === null) return null
  const name = zoneName(zone)
  const clock = wallClock(name, now)
  const from = validFrom === null ? null : digitsAsUtc(`${validFrom.slice(0, 10)} 00:00:00`)
  const digits = nextDigits(cron, from === null ? clock : Math.max(clock, from - 1), name)
  return digits === null ? null : readEnosTime(textOf(digits), zone)
}

type Known = { from: number; digits: number | null }

const known = processWide('next-starts', () => new Map<string, Known>())

/** What was found once holds until then: pages ask again every few seconds, and what never comes takes long to look for. */
function nextDigits(cron: string, after: number, zone: string): number | null {
  const key = JSON.stringify([cron, zone])
  const before = known.get(key)
  if (before && before.from <= after && (before.digits === null || after < before.digits))
    return before.digits
  const digits = findDigits(cron, after, zone)
  known.delete(key)
  known.set(key, { from: after, digits })
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value as string)
  return digits
}

function findDigits(cron: string, after: number, zone: string): number | null {
  const clock = quartzClock(cron, after)
  let run = clock?.next(after) ?? null
  for (let skipped = 0; clock && run !== null && skipped < MOST_SKIPPED; skipped++) {
    if (isOnClock(run, zone)) return run
    run = clock.next(lastOfMinute(run))
  }
  return null
}

/** Clocks are set forward by whole minutes. */
function lastOfMinute(digits: number): number {
  return digits - (digits % MINUTE_MS) + MINUTE_MS - 1
}

/** Whether clocks show this at all; those set forward leave some out. */
function isOnClock(digits: number, zone: string): boolean {
  // No zone changes its clocks twice within two days.
  return [digits - DAY_MS, digits + DAY_MS].some((near) => {
    const at = digits - offsetAt(zone, near) * MINUTE_MS
    return wallClock(zone, at) === digits
  })
}

function textOf(digits: number): string {
  return new Date(digits).toISOString().slice(0, 19).replace('T', ' ')
}
