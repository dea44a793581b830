'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'

type Props = { id: string; words: string | null; isBusy: boolean }

/** What went wrong, in a place that is kept for it: nothing moves when it appears. */
export function SignInMessage({ id, words, isBusy }: Props): ReactNode {
  const t = useTranslations()
  return (
    <div className="min-h-[3lh] text-table sm:min-h-[2lh]">
      <p role="alert" id={id} className="text-failed">
        {isBusy ? null : words}
      </p>
      {words === null ? <p className="text-muted">{t('signIn.forgotten')}</p> : null}
    </div>
  )
}
