import type { EnosTime } from '@/lib/shared/instances'
import { digitsAsUtc, offsetAt, offsetName } from '@/lib/shared/wall-clock'

/** A zone to read EnOS's zone-less strings in: minutes east of UTC, or an IANA name. */
export type Zone = { kind: 'offset'; minutes: number } | { kind: 'iana'; name: string }

/** `null`: undecided; then a string is shown as it came and no instant is claimed. */
export type Zones = { trigger: Zone | null; run: Zone | null }

export const UTC: Zone = { kind: 'offset', minutes: 0 }

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/**
 * The instant (Unix ms) that a string means in a zone. Null where it is unreadable, and in the hours when clocks are
 * changed, where it means no instant (they were skipped) or one of two (they came twice).
 */
export function instantIn(text: string, zone: Zone): number | null {
  const digits = digitsAsUtc(text)
  if (digits === null) return null
  if (zone.kind === 'offset') return digits - zone.minutes * MINUTE_MS
  // No zone changes its clocks twice within two days.
  const offsets = new Set([offsetAt(zone.name, digits - DAY_MS), offsetAt(zone.name, digits + DAY_MS)])
  const [only, ...others] = [...offsets]
    .map((minutes) => digits - minutes * MINUTE_MS)
    .filter((at) => at + offsetAt(zone.name, at) * MINUTE_MS === digits)
  return only === undefined || others.length > 0 ? null : only
}

export function readEnosTime(text: string | null, zone: Zone | null): EnosTime | null {
  if (text === null) return null
  return { text, at: zone ? instantIn(text, zone) : null, zone: zone ? zoneName(zone) : null }
}

export function zoneName(zone: Zone): string {
  return zone.kind === 'iana' ? zone.name : offsetName(zone.minutes)
}
