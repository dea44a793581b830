import type { ZoneOffset } from './settings'

const HOUR = 3_600_000

function shifted(at: number, zone: ZoneOffset): string {
  return new Date(at + (zone === '+8' ? 8 * HOUR : 0)).toISOString()
}

/** `yyyy-MM-dd HH:mm:ss`, without a zone as on the wire (enos-api.md 9.3). */
export function timeText(at: number, zone: ZoneOffset): string {
  return shifted(at, zone).slice(0, 19).replace('T', ' ')
}

/** `yyyy-MM-dd HH:mm:ss.S`, the form of `timestamp`, `createTime` and `updateTime`. */
export function recordTimeText(at: number, zone: ZoneOffset): string {
  return shifted(at, zone).slice(0, 21).replace('T', ' ')
}

export function dateText(at: number, zone: ZoneOffset): string {
  return shifted(at, zone).slice(0, 10)
}
