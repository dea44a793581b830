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

function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** Today's date where EnOS's clock hangs: how far its digits are from the instant they mean says where that is. */
function todayOf(digits: string, at: number, now: number): string {
  return dayAt(now + Date.parse(`${digits}Z`) - at)
}

/**
 * The digits are always EnOS's. Whether a time is of today can only be said where its instant is known; where it is not,
 * the date stays beside it.
 */
export function showEnosTime(time: EnosTime, now: number): ShownTime {
  const match = PATTERN.exec(time.text)
  if (match === null) return { short: time.text, exact: time.text, machine: time.text }
  const [, year, month, day, minutes, seconds = '00'] = match
  const date = `${year}-${month}-${day}`
  const clock = `${minutes}:${seconds}`
  const exact = `${date} ${clock}`
  const digits = `${date}T${clock}`
  const machine = time.at === null ? digits : new Date(time.at).toISOString()
  if (time.at !== null && todayOf(digits, time.at, now) === date) return { short: clock, exact, machine }
  const sameYear = dayAt(now).slice(0, 4) === year
  return { short: sameYear ? `${month}-${day} ${minutes}` : `${date} ${minutes}`, exact, machine }
}
