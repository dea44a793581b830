const MINUTE_MS = 60_000

const TEXT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,3})\d{0,6})?$/
const OFFSET = /^UTC(?:([+−])(\d{1,2})(?::(\d{2}))?)?$/

/** The digits of `yyyy-MM-dd HH:mm:ss` as if they were UTC (ms); null where it is no such text. */
export function digitsAsUtc(text: string): number | null {
  const [, date, clock, fraction = ''] = TEXT.exec(text) ?? []
  if (date === undefined) return null
  const at = Date.parse(`${date}T${clock}.${fraction.padEnd(3, '0')}Z`)
  // Engines roll a 31 February over into March: only what reads back the same is a date.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${date}T${clock}`) ? at : null
}

/** `UTC`, `UTC+8`, `UTC−3:30`: what a zone without a place is called here. */
export function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const rest = Math.abs(minutes) % 60
  const hours = Math.floor(Math.abs(minutes) / 60)
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Minutes east of UTC that a zone keeps at an instant. `zone` is an offset's name or an IANA name. */
export function offsetAt(zone: string, at: number): number {
  const fixed = OFFSET.exec(zone)
  if (fixed) {
    const [, sign, hours = '0', minutes = '0'] = fixed
    return (sign === '−' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }
  let format = formats.get(zone)
  if (format === undefined) {
    // Swedish writes dates as ISO does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(zone, format)
  }
  const second = Math.floor(at / 1000) * 1000
  return Math.round(((digitsAsUtc(format.format(second)) ?? second) - second) / MINUTE_MS)
}

/** An instant as the digits on a zone's clocks, to be written as if they were UTC (ms). */
export function wallClock(zone: string, at: number): number {
  return at + offsetAt(zone, at) * MINUTE_MS
}
