import type { EnosTime } from '@/lib/shared/instances'
import type { Locale } from '@/lib/shared/locale'
import { showClock, showDay } from '@/lib/shared/moments'
import { digitsAsUtc, wallClock } from '@/lib/shared/wall-clock'

export type ShownTime = {
  /** What stands in the cell: a clock time today, the date before it otherwise. */
  short: string
  /** The whole of it, to the second. */
  exact: string
  /** For `<time dateTime>`: the instant where it is decided, else EnOS's local time. */
  machine: string
}

type View = {
  now: number
  /** Whose clock to show it on; null is EnOS's own. */
  zone: string | null
  locale: Locale
}

/**
 * A decided time stands on the clock that was asked for. An undecided one keeps EnOS's digits, and its date, because
 * nobody can say whether it is of today.
 */
export function showEnosTime(time: EnosTime, { now, zone, locale }: View): ShownTime {
  const clockOf = time.at === null ? null : (zone ?? time.zone)
  const digits = time.at === null || clockOf === null ? digitsAsUtc(time.text) : wallClock(clockOf, time.at)
  if (digits === null) return { short: time.text, exact: time.text, machine: time.text }
  const clock = showClock(digits)
  const iso = new Date(digits).toISOString()
  const exact = `${showDay(digits, { locale, year: true })} ${clock}`
  const machine = time.at === null ? iso.slice(0, 19) : new Date(time.at).toISOString()
  const today = new Date(wallClock(clockOf ?? 'UTC', now)).toISOString()
  if (clockOf !== null && iso.slice(0, 10) === today.slice(0, 10)) return { short: clock, exact, machine }
  const day = showDay(digits, { locale, year: iso.slice(0, 4) !== today.slice(0, 4) })
  return { short: `${day} ${clock.slice(0, 5)}`, exact, machine }
}

/**
 * How long a run took (ms), from EnOS's start and end. Both come in one zone, so their digits tell it even where
 * nobody knows which (enos-api.md 9.3); null where one of them may mean two instants or none.
 */
export function ranFor(started: EnosTime, ended: EnosTime): number | null {
  if (started.at !== null && ended.at !== null) return ended.at - started.at
  if (started.zone !== null || ended.zone !== null) return null
  const [from, to] = [digitsAsUtc(started.text), digitsAsUtc(ended.text)]
  return from === null || to === null ? null : to - from
}
