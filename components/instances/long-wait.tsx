'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'

/** Well before a call to EnOS is given up, which takes ten seconds unless set otherwise. */
const LONG_WAIT_MS = 5_000

/** Says what is waited for, once that takes long; until then only to who cannot see the skeleton. */
export function LongWait({ label }: { label: string }): ReactNode {
  const t = useTranslations()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    // Of a page that has just been loaded, the person has waited since then.
    const loadedFor = performance.now()
    const waited = loadedFor < LONG_WAIT_MS ? loadedFor : 0
    const timer = setTimeout(() => setLong(true), LONG_WAIT_MS - waited)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p role="status" className="text-muted text-table">
      <span className={isLong ? '' : 'sr-only'}>{isLong ? t('instances.loadingLong') : label}</span>
    </p>
  )
}
