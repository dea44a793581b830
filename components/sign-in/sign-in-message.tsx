'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { SignInFailure } from '@/components/sign-in/ask-to-sign-in'
import { failureWords } from '@/components/sign-in/failure-words'

type Props = { id: string; failure: SignInFailure | null; isBusy: boolean }

/** What went wrong, in a place that is kept for it: nothing moves when it appears. */
export function SignInMessage({ id, failure, isBusy }: Props): ReactNode {
  const t = useTranslations()
  return (
    <div className="min-h-[3lh] text-table sm:min-h-[2lh]">
      <p role="alert" id={id} className="text-failed">
        {failure === null || isBusy ? null : failureWords(t, failure)}
      </p>
      {failure === null ? <p className="text-muted">{t('signIn.forgotten')}</p> : null}
    </div>
  )
}
