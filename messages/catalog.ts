import type {} from 'use-intl'
import type { Locale } from '@/lib/shared/locale'
import type en from '@/messages/en.json'

export type Catalog = typeof en
export type Namespace = keyof Catalog

// Makes every key of every `t()` a compile-time check.
declare module 'use-intl' {
  interface AppConfig {
    Messages: Catalog
    Locale: Locale
  }
}
