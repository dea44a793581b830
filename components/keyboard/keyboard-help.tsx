'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { HELP_KEYS, type KeyPage } from '@/components/keyboard/help-keys'
import { Button } from '@/components/ui/button'

export function KeyboardHelp({ page, onClose }: { page: KeyPage; onClose: () => void }): ReactNode {
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
      {HELP_KEYS[page].map(({ where, keys }) => (
        <section key={where} className="mt-4 first-of-type:mt-0">
          {where === null ? null : <h3 className="mb-2 text-muted text-table">{t(where)}</h3>}
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
            {keys.map((one) => (
              <div key={one.does} className="contents">
                <dt className="flex gap-1">
                  {one.keys.map((key) => (
                    <kbd key={key} className="rounded border bg-raised px-1.5 font-mono text-meta">
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd className="text-table">{t(one.does)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {page === 'list' ? <p className="mt-4 text-muted text-table">{t('help.elsewhere')}</p> : null}
      <form method="dialog" className="mt-4 flex justify-end">
        <Button type="submit">{t('common.close')}</Button>
      </form>
    </dialog>
  )
}
