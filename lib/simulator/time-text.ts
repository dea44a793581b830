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

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Tue Feb 02 17:35:00 CST 2021`, as Java writes a date; `CST` is China's time here. */
export function javaDateText(at: number, zone: ZoneOffset): string {
  const text = shifted(at, zone)
  const date = new Date(text)
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${text.slice(8, 10)}`
  return `${day} ${text.slice(11, 19)} ${zone === '+8' ? 'CST' : 'UTC'} ${text.slice(0, 4)}`
}
