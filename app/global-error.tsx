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
  const isChinese = navigator.language.toLowerCase().startsWith('zh')
  const [{ compileCatalog }, catalog] = await Promise.all([
    import('@/messages/compile'),
    isChinese ? import('@/messages/zh-CN.json') : import('@/messages/en.json'),
  ])
  return { locale: isChinese ? 'zh-CN' : 'en', messages: compileCatalog(catalog.default) }
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
