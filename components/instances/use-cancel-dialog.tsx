import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { ClaimEndings } from '@/components/cancellations/ending-toasts'
import type CancelDialog from '@/components/instances/cancel-dialog'
import { DialogNotLoaded } from '@/components/instances/dialog-not-loaded'
import { focusRow } from '@/components/instances/focus-row'
import { canAskToCancel } from '@/components/instances/instance-row'
import { takeReopening } from '@/components/instances/reopen'
import type { InstanceRow } from '@/lib/shared/instances'

const load = () => import('@/components/instances/cancel-dialog')

export type CancelDialogControl = {
  isOpen: boolean
  open: (row: InstanceRow) => void
  preload: () => void
  dialog: ReactNode
}

/** The dialog is fetched when someone is about to need it, at the latest when the page has nothing else to do. */
export function useCancelDialog(rows: readonly InstanceRow[], claim: ClaimEndings): CancelDialogControl {
  const [asked, setAsked] = useState<InstanceRow | null>(null)
  const [Dialog, setDialog] = useState<typeof CancelDialog | null>(null)
  const [isMissing, setMissing] = useState(false)
  const opener = useRef<Element | null>(null)
  const left = useRef<InstanceRow | null>(null)
  const reopening = useRef<string | null>(null)
  const preload = useCallback(() => void load().catch(() => undefined), [])
  const open = useCallback((row: InstanceRow) => {
    opener.current = document.activeElement
    setAsked(row)
    load().then(
      (loaded) => setDialog(() => loaded.default),
      () => setMissing(true),
    )
  }, [])
  useEffect(() => {
    const timer = setTimeout(preload, 1500)
    return () => clearTimeout(timer)
  }, [preload])
  useEffect(() => {
    reopening.current ??= takeReopening() ?? ''
    if (reopening.current === '' || rows.length === 0) return
    const row = rows.find(({ flowInstId }) => flowInstId === reopening.current)
    reopening.current = ''
    if (row !== undefined && canAskToCancel(row)) open(row)
  }, [rows, open])

  const close = useCallback(() => {
    left.current = asked
    setAsked(null)
  }, [asked])
  // Once the dialog is gone, which until then takes the focus back.
  useEffect(() => {
    if (asked !== null || left.current === null) return
    const [button, row] = [opener.current, left.current]
    left.current = null
    // The button goes away with a successful request; its row keeps the place for the keyboard.
    if (button instanceof HTMLElement && button.isConnected && button !== document.body) button.focus()
    else focusRow(row.flowInstId)
  }, [asked])

  const live = asked === null ? undefined : rows.find((row) => row.flowInstId === asked.flowInstId)
  let dialog: ReactNode = null
  if (asked !== null && Dialog === null) {
    dialog = isMissing ? <DialogNotLoaded flowInstId={asked.flowInstId} onClose={close} /> : null
  } else if (asked !== null && Dialog !== null) {
    dialog = <Dialog key={asked.flowInstId} asked={asked} live={live ?? null} onClose={close} claim={claim} />
  }
  return { isOpen: asked !== null, open, preload, dialog }
}
