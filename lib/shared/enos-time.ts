import type { EnosTime } from '@/lib/shared/instances'

/** A zone to read EnOS's zone-less strings in: minutes east of UTC, or an IANA name. */
export type Zone = { kind: 'offset'; minutes: number } | { kind: 'iana'; name: string }

/** `null`: undecided; then a string is shown as it came and no instant is claimed. */
export type Zones = { trigger: Zone | null; run: Zone | null }

export const UTC: Zone = { kind: 'offset', minutes: 0 }

const MINUTE = 60_000
const shape = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?$/

/** The digits of `yyyy-MM-dd HH:mm:ss` as if they were UTC (ms); null where it is no such text. */
export function digitsAsUtc(text: string): number | null {
  const match = shape.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const at = Date.UTC(year, month - 1, day, hour, minute, second, Number((match[7] ?? '0').padEnd(3, '0')))
  const back = new Date(at)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 ? at : null
}

/** The instant (Unix ms) that a string means in a zone; null where it is unreadable or skipped by a clock change. */
export function instantIn(text: string, zone: Zone): number | null {
  const digits = digitsAsUtc(text)
  if (digits === null) return null
  if (zone.kind === 'offset') return digits - zone.minutes * MINUTE
  const first = digits - offsetAt(digits, zone.name) * MINUTE
  const second = digits - offsetAt(first, zone.name) * MINUTE
  return second + offsetAt(second, zone.name) * MINUTE === digits ? second : null
}

export function readEnosTime(text: string | null, zone: Zone | null): EnosTime | null {
  if (text === null) return null
  return { text, at: zone ? instantIn(text, zone) : null, zone: zone ? zoneName(zone) : null }
}

export function zoneName(zone: Zone): string {
  if (zone.kind === 'iana') return zone.name
  if (zone.minutes === 0) return 'UTC'
  const minutes = Math.abs(zone.minutes)
  const rest = minutes % 60
  const sign = zone.minutes < 0 ? '−' : '+'
  return `UTC${sign}${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Minutes east of UTC that a zone keeps at an instant. */
function offsetAt(at: number, name: string): number {
  let format = formats.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(name, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
  return Math.round((local - at) / MINUTE)
}
