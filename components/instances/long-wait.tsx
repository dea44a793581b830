'use client'

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl/react'

/** Well before a call to EnOS is given up, which takes ten seconds unless set otherwise. */
const LONG_WAIT_MS = 5_000

const nothing = () => () => {}
const inBrowser = () => false
const onServer = () => true

/** Says what is waited for, once that takes long; until then only to who cannot see the skeleton. */
export function LongWait({ label }: { label: string }): ReactNode {
  const t = useTranslations()
  const [isLong, setLong] = useState(false)
  const isHydrating = useSyncExternalStore(nothing, inBrowser, onServer)
  const [cameWithPage] = useState(isHydrating)
  useEffect(() => {
    // What came with the page has been looked at since then, however long its script took.
    const waited = cameWithPage ? performance.now() : 0
    const timer = setTimeout(() => setLong(true), LONG_WAIT_MS - waited)
    return () => clearTimeout(timer)
  }, [cameWithPage])
  return (
    <p role="status" className="text-muted text-table">
      <span className={isLong ? '' : 'sr-only'}>{isLong ? t('instances.loadingLong') : label}</span>
    </p>
  )
}
