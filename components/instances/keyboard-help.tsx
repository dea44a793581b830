'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '@/components/ui/button'

const KEYS = [
  { keys: ['/'], does: 'help.search' },
  { keys: ['Enter'], does: 'help.found' },
  { keys: ['j', 'k'], does: 'help.move' },
  { keys: ['o'], does: 'help.openInstance' },
  { keys: ['c'], does: 'help.cancel' },
  { keys: ['1', '…', '7'], does: 'help.reason' },
  { keys: ['Ctrl', 'Enter'], does: 'help.confirm' },
  { keys: ['Esc'], does: 'help.leave' },
  { keys: ['?'], does: 'help.open' },
] as const

export function KeyboardHelp({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTranslations()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-label={t('help.title')}
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-xl border bg-surface p-5 text-text shadow-xl backdrop:bg-scrim"
    >
      <h2 className="mb-3 font-semibold text-title">{t('help.title')}</h2>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <kbd key={key} className="rounded border bg-raised px-1.5 font-mono text-meta">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="text-table">{t(does)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-4 flex justify-end">
        <Button type="submit">{t('common.close')}</Button>
      </form>
    </dialog>
  )
}
