import 'server-only'
import { Cron } from 'croner'
import { readQuartz } from '@/lib/instances/quartz'
import { readEnosTime, type Zone, zoneName } from '@/lib/shared/enos-time'
import type { EnosTime } from '@/lib/shared/instances'
import { digitsAsUtc, offsetAt, wallClock } from '@/lib/shared/wall-clock'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** More starts in a row than this are never lost where clocks are set forward: an hour of them, one each second. */
const MOST_SKIPPED = 3_700

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

/** Clock times are written as if they were UTC, so that croner knows nothing of zones. */
function nextDigits(cron: string, after: number, zone: string): number | null {
  const fields = readQuartz(cron)
  if (fields === null) return null
  try {
    const quartz = { mode: '7-part', alternativeWeekdays: true, sloppyRanges: true } as const
    const runs = new Cron(fields.join(' '), { ...quartz, paused: true, timezone: 'UTC' })
    let run = runs.nextRun(new Date(after))
    for (let skipped = 0; run !== null && skipped < MOST_SKIPPED; skipped++) {
      if (isOnClock(run.getTime(), zone)) return run.getTime()
      run = runs.nextRun(run)
    }
  } catch {
    // Nothing that croner understands, so nobody can tell.
  }
  return null
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
