import 'server-only'
import cronstrue from 'cronstrue/i18n'
import { readQuartz } from '@/lib/instances/schedule/quartz'
import type { Locale } from '@/lib/shared/locale'

const LANGUAGES = { en: 'en', 'zh-CN': 'zh_CN' } as const satisfies Record<Locale, string>

/** A Quartz cron in the language of the person; null where it cannot be read. */
export function cronWords(cron: string, locale: Locale): string | null {
  if (readQuartz(cron) === null) return null
  try {
    const words = cronstrue.toString(cron, {
      locale: LANGUAGES[locale],
      dayOfWeekStartIndexZero: false,
      use24HourTimeFormat: true,
      throwExceptionOnParseError: true,
    })
    return locale === 'zh-CN' ? withChineseMarks(words) : words
  } catch {
    return null
  }
}

/** cronstrue sets Latin commas and blanks between Chinese words. */
function withChineseMarks(words: string): string {
  return words.replaceAll(/,\s*/g, '，').replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
}
