import type { Locale } from '@/lib/shared/locale'
import { offsetAt, offsetName, wallClock } from '@/lib/shared/wall-clock'

export type ShownMoment = { day: string; clock: string; exact: string }

// Day before month in English: a team that works across continents misreads 11/12.
const WRITTEN = {
  en: { language: 'en-GB', month: 'short' },
  'zh-CN': { language: 'zh-CN', month: 'numeric' },
} as const satisfies Record<Locale, object>

const formats = new Map<string, Intl.DateTimeFormat>()

/** The date in digits that were laid out as UTC, as a language writes it; within the year, the year can be left out. */
export function showDay(digits: number, { locale, year }: { locale: Locale; year: boolean }): string {
  const key = `${locale} ${year}`
  let format = formats.get(key)
  if (format === undefined) {
    const { language, month } = WRITTEN[locale]
    const parts = { timeZone: 'UTC', day: 'numeric', month } as const
    format = new Intl.DateTimeFormat(language, year ? { ...parts, year: 'numeric' } : parts)
    formats.set(key, format)
  }
  return format.format(digits)
}

/** `HH:mm:ss` of digits that were laid out as UTC. */
export function showClock(digits: number): string {
  return new Date(digits).toISOString().slice(11, 19)
}

/** An instant of our own records in a zone; `exact` names the zone. */
export function showMoment(at: number, { locale, zone }: { locale: Locale; zone: string }): ShownMoment {
  const digits = wallClock(zone, at)
  const day = showDay(digits, { locale, year: true })
  const clock = showClock(digits)
  return { day, clock, exact: `${day} ${clock} (${zone})` }
}

/** The same with the milliseconds, where the order of what happened matters. */
export function showInstant(at: number, { locale, zone }: { locale: Locale; zone: string }): ShownMoment {
  const digits = wallClock(zone, at)
  const day = showDay(digits, { locale, year: true })
  const clock = new Date(digits).toISOString().slice(11, 23)
  return { day, clock, exact: `${day} ${clock} (${zone})` }
}

/** How far a zone is from UTC at an instant: `UTC`, `UTC+1`, `UTC−3:30`. */
export function zoneOffset(zone: string, at: number): string {
  return offsetName(offsetAt(zone, at))
}
