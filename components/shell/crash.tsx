'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'

type Props = { error: unknown; retry: () => void }

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}

/** What stands in place of a page that could not be shown. */
export function Crash({ error, retry }: Props): ReactNode {
  const t = useTranslations()
  const digest = digestOf(error)
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-24">
      <h1 className="font-semibold text-page">{t('crash.title')}</h1>
      <p className="text-muted">{t('crash.text')}</p>
      {digest === null ? null : (
        <p className="font-mono text-meta text-muted">{t('crash.reference', { digest })}</p>
      )}
      <Button onClick={retry}>{t('crash.retry')}</Button>
    </div>
  )
}
