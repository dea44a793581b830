import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { createTranslator } from 'use-intl/core'
import {
  LOCALE_COOKIE,
  type Locale,
  pickLocale,
  pickZone,
  pickZoneChoice,
  ZONE_CHOICE_COOKIE,
  ZONE_COOKIE,
  type ZoneChoice,
} from '@/lib/shared/locale'
import type { Catalog, Namespace } from '@/messages/catalog'
import { compileCatalog } from '@/messages/compile'
import en from '@/messages/en.json'
import zhCN from '@/messages/zh-CN.json'

const catalogs: Record<Locale, Catalog> = {
  en: compileCatalog(en),
  'zh-CN': compileCatalog(zhCN),
}

export const readLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  return pickLocale(chosen, (await headers()).get('accept-language'))
})

/** The zone the browser said it is in; UTC until it has said so. */
export const readZone = cache(async (): Promise<string> => {
  const asked = (await cookies()).get(ZONE_COOKIE)?.value
  return pickZone(asked === undefined ? undefined : safeDecode(asked))
})

/** Whose clock this person wants times on. */
export const readZoneChoice = cache(async (): Promise<ZoneChoice> => {
  return pickZoneChoice((await cookies()).get(ZONE_CHOICE_COOKIE)?.value)
})

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const getTranslate = cache(async () => {
  const locale = await readLocale()
  return createTranslator({ locale, messages: catalogs[locale] })
})

/** The part of the catalog that a page's browser code needs. */
export async function readMessages<Name extends Namespace>(
  names: readonly Name[],
): Promise<Pick<Catalog, Name>> {
  const catalog = catalogs[await readLocale()]
  return Object.fromEntries(names.map((name) => [name, catalog[name]])) as Pick<Catalog, Name>
}
