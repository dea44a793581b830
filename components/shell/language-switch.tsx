'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useTransition } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { keepPreference } from '@/components/shell/preference'
import { LOCALE_COOKIE, LOCALES, type Locale } from '@/lib/shared/locale'

const NAMES = { en: 'shell.english', 'zh-CN': 'shell.chinese' } as const satisfies Record<Locale, string>

export function LanguageSwitch(): ReactNode {
  const t = useTranslations()
  const current = useLocale()
  const router = useRouter()
  const [isPending, startTransition] = useTransition()

  function choose(locale: Locale): void {
    keepPreference(LOCALE_COOKIE, locale)
    startTransition(() => router.refresh())
  }

  return (
    <fieldset className="flex gap-1" aria-busy={isPending}>
      <legend className="sr-only">{t('shell.language')}</legend>
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => choose(locale)}
          className="h-7 rounded-md px-2 text-meta text-muted hover:bg-raised hover:text-text aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-text"
        >
          {t(NAMES[locale])}
        </button>
      ))}
    </fieldset>
  )
}
