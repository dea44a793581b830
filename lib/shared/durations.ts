/** A length of time in the one or two units a person reads; the words are `duration.{kind}` in the catalogs. */
export type DurationParts =
  | { kind: 'seconds'; seconds: number }
  | { kind: 'minutes'; minutes: number; seconds: string }
  | { kind: 'hours'; hours: number; minutes: string }
  | { kind: 'days'; days: number; hours: number }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** Negative lengths (two clocks that disagree) count as none. */
export function splitDuration(ms: number): DurationParts {
  const length = Math.max(0, ms)
  if (length < MINUTE) return { kind: 'seconds', seconds: Math.floor(length / SECOND) }
  if (length < HOUR) {
    const seconds = twoDigits(Math.floor((length % MINUTE) / SECOND))
    return { kind: 'minutes', minutes: Math.floor(length / MINUTE), seconds }
  }
  if (length < DAY) {
    const minutes = twoDigits(Math.floor((length % HOUR) / MINUTE))
    return { kind: 'hours', hours: Math.floor(length / HOUR), minutes }
  }
  return { kind: 'days', days: Math.floor(length / DAY), hours: Math.floor((length % DAY) / HOUR) }
}

/** A stopwatch: `0:14`, `12:05`, `1:02:03`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = twoDigits(seconds % 60)
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${twoDigits(minutes)}:${rest}`
}
