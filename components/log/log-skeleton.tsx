import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'

const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-3/4', 'w-1/3', 'w-2/3', 'w-1/2', 'w-2/5']

export function LogSkeleton(): ReactNode {
  const t = useTranslations()
  return (
    <div className="rounded-lg border bg-surface" aria-busy="true">
      <p role="status" className="sr-only">
        {t('log.loading')}
      </p>
      <div className="h-11 border-b" />
      <div className="flex flex-col gap-2 px-4 py-3">
        {WIDTHS.map((width, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars that never change.
          <span key={n} className={`breathing h-3 rounded bg-line ${width}`} />
        ))}
      </div>
    </div>
  )
}
