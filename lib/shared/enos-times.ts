import type { EnosTime } from '@/lib/shared/instances'

export type ShownTime = {
  /** What stands in the cell: a clock time today, the date before it otherwise. */
  short: string
  /** EnOS's own words, to the second. */
  exact: string
  /** For `<time dateTime>`: the instant where it is decided, else EnOS's local time. */
  machine: string
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}:\d{2})(?::(\d{2}))?/

const days = new Map<string, Intl.DateTimeFormat>()

function dayIn(zone: string, now: number): string {
  // The Swedish date is written year-month-day. Building a formatter is slow enough to keep it.
  const format = days.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  days.set(zone, format)
  return format.format(now)
}

/**
 * The digits are always EnOS's. Whether a time is of today can only be said where its zone is known; where it is not,
 * the date stays beside it.
 */
export function showEnosTime(time: EnosTime, now: number): ShownTime {
  const match = PATTERN.exec(time.text)
  if (match === null) return { short: time.text, exact: time.text, machine: time.text }
  const [, year, month, day, minutes, seconds = '00'] = match
  const date = `${year}-${month}-${day}`
  const clock = `${minutes}:${seconds}`
  const exact = `${date} ${clock}`
  const machine = time.at === null ? `${date}T${clock}` : new Date(time.at).toISOString()
  const today = time.zone === null ? null : dayIn(time.zone, now)
  if (today === date) return { short: clock, exact, machine }
  const sameYear = (today ?? dayIn('UTC', now)).slice(0, 4) === year
  return { short: sameYear ? `${month}-${day} ${minutes}` : `${date} ${minutes}`, exact, machine }
}
