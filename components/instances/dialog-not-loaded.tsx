'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { reloadInto } from '@/components/instances/reopen'
import { Button } from '@/components/ui/button'

/** In place of the cancel dialog where its script cannot be had: the server no longer has that of an older page. */
export function DialogNotLoaded({
  flowInstId,
  onClose,
}: {
  flowInstId: string
  onClose: () => void
}): ReactNode {
  const t = useTranslations()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-label={t('cancel.notLoadedTitle')}
      onClose={onClose}
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-xl border bg-surface p-5 text-text shadow-xl backdrop:bg-scrim"
    >
      <h2 className="mb-3 font-semibold text-title">{t('cancel.notLoadedTitle')}</h2>
      <p>{t('cancel.notLoaded')}</p>
      <form method="dialog" className="mt-4 flex justify-end gap-2">
        <Button type="submit">{t('common.close')}</Button>
        <Button tone="accent" onClick={() => reloadInto(flowInstId)}>
          {t('common.reload')}
        </Button>
      </form>
    </dialog>
  )
}
