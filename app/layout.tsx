import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { getTranslate, readLocale, readMessages } from '@/app/i18n'
import { EarlyPressScript } from '@/components/shell/early-press-script'
import { Words } from '@/components/words'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate()
  const name = t('common.appName')
  return {
    title: { default: name, template: `%s · ${name}` },
    description: t('common.description'),
    icons: { icon: '/icon.svg' },
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfdfe' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0f14' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await readLocale()
  return (
    <html lang={locale}>
      <body className="font-sans antialiased">
        <EarlyPressScript nonce={await readNonce()} />
        <Words locale={locale} messages={await readMessages(['common', 'crash'])}>
          {children}
        </Words>
      </body>
    </html>
  )
}

/** As the policy of this answer has it (proxy.ts). */
async function readNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
}
