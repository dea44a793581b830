export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

const DEFAULT_LOCALE: Locale = 'en'
export const LOCALE_COOKIE = 'flowstop.locale'
export const ZONE_COOKIE = 'flowstop.zone'
export const ZONE_CHOICE_COOKIE = 'flowstop.times'
/** Whether long lines of a log are broken: `off` where they are not. */
export const WRAP_COOKIE = 'flowstop.wrap'

/** Whose clock times stand on: the person's own, EnOS's, or UTC. */
export const ZONE_CHOICES = ['mine', 'enos', 'utc'] as const
export type ZoneChoice = (typeof ZONE_CHOICES)[number]

function isLocale(value: string): value is Locale {
  return (LOCALES as readonly string[]).includes(value)
}

function matchLanguage(tag: string): Locale | null {
  const language = tag.toLowerCase().split('-')[0]
  if (language === 'en') return 'en'
  return language === 'zh' ? 'zh-CN' : null
}

/** The person's own choice first, then the first language the browser asks for that there is a catalog of. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (chosen !== undefined && isLocale(chosen)) return chosen
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='))
      const weight = quality === undefined ? 1 : Number(quality.slice(2))
      return { tag, weight: Number.isFinite(weight) ? weight : 0 }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of asked) {
    const locale = matchLanguage(tag)
    if (locale !== null) return locale
  }
  return DEFAULT_LOCALE
}

/** An IANA zone name that this runtime knows, or UTC: the cookie is whatever the browser sent. */
export function pickZone(asked: string | undefined): string {
  if (asked === undefined || asked === '' || asked.length > 64) return 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: asked }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

export function pickZoneChoice(asked: string | undefined): ZoneChoice {
  return ZONE_CHOICES.find((choice) => choice === asked) ?? 'mine'
}
