'use client'

import type { ReactNode } from 'react'
import { IntlProvider, useLocale, useMessages } from 'use-intl/react'
import type { Locale } from '@/lib/shared/locale'
import type { Catalog } from '@/messages/catalog'

type Props = { locale: Locale; messages: Partial<Catalog>; children: ReactNode }

/** The sentences that the browser code below may use. */
export function Words({ locale, messages, children }: Props): ReactNode {
  return (
    // Only a part of the catalog travels; a page names the namespaces that it needs.
    <IntlProvider locale={locale} messages={messages as Catalog} timeZone="UTC">
      {children}
    </IntlProvider>
  )
}

/** Those of one page, beside the ones that every page has. */
export function MoreWords({ messages, children }: Omit<Props, 'locale'>): ReactNode {
  const locale = useLocale()
  const known = useMessages()
  return (
    <Words locale={locale} messages={{ ...known, ...messages }}>
      {children}
    </Words>
  )
}
