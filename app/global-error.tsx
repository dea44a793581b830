'use client'

import { useEffect, useState } from 'react'
import { Crash } from '@/components/shell/crash'
import { Words } from '@/components/words'
import type { Locale } from '@/lib/shared/locale'
import type { Catalog } from '@/messages/catalog'
import './globals.css'

type Spoken = { locale: Locale; messages: Catalog }

// The catalogs are fetched only here, where the root layout that hands them over has failed.
async function readSpoken(): Promise<Spoken> {
  if (navigator.language.toLowerCase().startsWith('zh')) {
    return { locale: 'zh-CN', messages: (await import('@/messages/zh-CN.json')).default }
  }
  return { locale: 'en', messages: (await import('@/messages/en.json')).default }
}

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const [spoken, setSpoken] = useState<Spoken | null>(null)
  useEffect(() => {
    readSpoken().then(setSpoken, () => setSpoken(null))
  }, [])
  return (
    <html lang={spoken?.locale ?? 'en'}>
      <body className="font-sans antialiased">
        {spoken === null ? null : (
          <Words locale={spoken.locale} messages={spoken.messages}>
            <Crash error={error} retry={retry} />
          </Words>
        )}
      </body>
    </html>
  )
}
