import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { ClaimEndings } from '@/components/cancellations/ending-toasts'
import { focusRow } from '@/components/instances/focus-row'
import type { InstanceRow } from '@/lib/shared/instances'

const load = () => import('@/components/instances/cancel-dialog')
const CancelDialog = lazy(load)

export type CancelDialogControl = {
  isOpen: boolean
  open: (row: InstanceRow) => void
  preload: () => void
  dialog: ReactNode
}

/** The dialog is fetched when someone is about to need it, at the latest when the page has nothing else to do. */
export function useCancelDialog(rows: readonly InstanceRow[], claim: ClaimEndings): CancelDialogControl {
  const [asked, setAsked] = useState<InstanceRow | null>(null)
  const opener = useRef<Element | null>(null)
  const preload = useCallback(() => void load().catch(() => undefined), [])
  const open = useCallback((row: InstanceRow) => {
    opener.current = document.activeElement
    setAsked(row)
  }, [])
  useEffect(() => {
    const timer = setTimeout(preload, 1500)
    return () => clearTimeout(timer)
  }, [preload])

  const close = useCallback(() => {
    const button = opener.current
    setAsked(null)
    // The button goes away with a successful request; its row keeps the place for the keyboard.
    requestAnimationFrame(() => {
      if (button instanceof HTMLElement && button.isConnected) button.focus()
      else if (asked !== null) focusRow(asked.flowInstId)
    })
  }, [asked])

  const live = asked === null ? undefined : rows.find((row) => row.flowInstId === asked.flowInstId)
  const dialog =
    asked === null ? null : (
      <Suspense fallback={null}>
        <CancelDialog
          key={asked.flowInstId}
          asked={asked}
          live={live ?? null}
          onClose={close}
          claim={claim}
        />
      </Suspense>
    )
  return { isOpen: asked !== null, open, preload, dialog }
}
