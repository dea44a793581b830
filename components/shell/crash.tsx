'use client'

import { type ReactNode, useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import { PLAIN_BUTTON } from '@/components/ui/plain-button'
import { DATABASE_DOWN } from '@/lib/shared/digests'

const LOOK_AGAIN_MS = 5_000

type Props = { error: unknown; retry: () => void }

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}

/** What stands in place of a page that could not be shown. */
export function Crash({ error, retry }: Props): ReactNode {
  const t = useTranslations()
  const digest = digestOf(error)
  const isDatabaseDown = digest?.startsWith(DATABASE_DOWN) ?? false

  useEffect(() => {
    if (!isDatabaseDown) return
    const timer = setInterval(() => {
      fetch('/api/health', { cache: 'no-store' }).then(
        ({ ok }) => (ok ? retry() : undefined),
        () => undefined,
      )
    }, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isDatabaseDown, retry])

  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-24">
      <h1 className="font-semibold text-page">{t(isDatabaseDown ? 'crash.databaseTitle' : 'crash.title')}</h1>
      <p className="text-muted">{t(isDatabaseDown ? 'crash.databaseText' : 'crash.text')}</p>
      {digest === null || isDatabaseDown ? null : (
        <p className="font-mono text-meta text-muted">{t('crash.reference', { digest })}</p>
      )}
      <button type="button" onClick={retry} className={PLAIN_BUTTON}>
        {t('crash.retry')}
      </button>
    </div>
  )
}
