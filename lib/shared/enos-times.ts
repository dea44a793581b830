import type { EnosTime } from '@/lib/shared/instances'

export type ShownTime = {
  /** What stands in the cell: a clock time today, the date before it otherwise. */
  short: string
  /** The whole of it, to the second. */
  exact: string
  /** For `<time dateTime>`: the instant where it is decided, else EnOS's local time. */
  machine: string
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}:\d{2})(?::(\d{2}))?/

const formats = new Map<string, Intl.DateTimeFormat>()

/** `yyyy-MM-dd HH:mm:ss` on the clocks of a zone. */
function digitsIn(zone: string, at: number): string {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(zone, format)
  }
  return format.format(at)
}

/**
 * A decided time stands on the person's own clock (`zone`). An undecided one keeps EnOS's digits, and its date, because
 * nobody can say whether it is of today.
 */
export function showEnosTime(time: EnosTime, { now, zone }: { now: number; zone: string }): ShownTime {
  const match = PATTERN.exec(time.at === null ? time.text : digitsIn(zone, time.at))
  if (match === null) return { short: time.text, exact: time.text, machine: time.text }
  const [, year, month, day, minutes, seconds = '00'] = match
  const date = `${year}-${month}-${day}`
  const clock = `${minutes}:${seconds}`
  const exact = `${date} ${clock}`
  const machine = time.at === null ? `${date}T${clock}` : new Date(time.at).toISOString()
  const today = digitsIn(zone, now).slice(0, 10)
  if (time.at !== null && date === today) return { short: clock, exact, machine }
  return {
    short: today.startsWith(`${year}-`) ? `${month}-${day} ${minutes}` : `${date} ${minutes}`,
    exact,
    machine,
  }
}
