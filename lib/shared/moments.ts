import type { Locale } from '@/lib/shared/locale'

export type ShownMoment = { day: string; clock: string; exact: string }

const DATES: Record<Locale, Intl.DateTimeFormatOptions> = {
  en: { day: 'numeric', month: 'short', year: 'numeric' },
  'zh-CN': { day: 'numeric', month: 'numeric', year: 'numeric' },
}

// Day before month in English: a team that works across continents misreads 11/12.
const FORMAT_LOCALES: Record<Locale, string> = { en: 'en-GB', 'zh-CN': 'zh-CN' }

/** An instant of our own records in a person's zone; `exact` names the zone. */
export function showMoment(at: number, { locale, zone }: { locale: Locale; zone: string }): ShownMoment {
  const language = FORMAT_LOCALES[locale]
  const day = new Intl.DateTimeFormat(language, { ...DATES[locale], timeZone: zone }).format(at)
  const clock = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  return { day, clock, exact: `${day} ${clock} (${zone})` }
}

/** How far a zone is from UTC at an instant: `UTC`, `UTC+1`, `UTC-3:30`. */
export function zoneOffset(zone: string, at: number): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' })
  const offset = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone
  // Versions of the zone data differ in how they write a zero and a minus.
  return offset
    .replace('GMT', 'UTC')
    .replace('−', '-')
    .replace(/[+-]0$/, '')
}
