import 'server-only'
import { asObject, asText, readFields, unpackJson } from './loose-values'

/** The zone EnOS writes its time texts in, e.g. `GMT+8` and 480 (enos-api.md 5.19). */
export type ZoneAnswer = { timezone: string; offsetMinutes: number }

/** `data` of Get Timezone, or null when it is not of the form `GMT+N`. */
export function parseTimeZone(data: unknown): ZoneAnswer | null {
  const object = asObject(unpackJson(data))
  const timezone = asText(object ? readFields(object)('timezone') : data)
  if (timezone === null) return null
  const found = /^(?:GMT|UTC)?(?:([+-])(\d{1,2})(?::?([0-5]\d))?)?$/i.exec(timezone.replaceAll(' ', ''))
  if (!found) return null
  const [, sign, hours = '0', minutes = '0'] = found
  const offset = Number(hours) * 60 + Number(minutes)
  // The zones of the world lie between -12:00 and +14:00.
  if (offset > 14 * 60) return null
  return { timezone, offsetMinutes: sign === '-' && offset > 0 ? -offset : offset }
}
