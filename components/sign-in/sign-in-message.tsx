'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import type { SignInFailure } from '@/components/sign-in/ask-to-sign-in'
import type { Translate } from '@/components/translate'
import type { SignInRefusal } from '@/lib/shared/sign-in'

type Words = (t: Translate, failure: SignInFailure) => string
type Props = { id: string; failure: SignInFailure | null; words: Words; isBusy: boolean }

/** What went wrong, in a place that is kept for it: nothing moves when it appears. */
export function SignInMessage({ id, failure, words, isBusy }: Props): ReactNode {
  const t = useTranslations()
  return (
    <div className="min-h-[3lh] text-table sm:min-h-[2lh]">
      <p role="alert" id={id} className="break-words text-failed">
        {failure === null || isBusy ? null : failure.waitS === null ? (
          words(t, failure)
        ) : (
          <Wait failure={failure} seconds={failure.waitS} words={words} />
        )}
      </p>
      {failure === null ? <p className="text-muted">{t('signIn.forgotten')}</p> : null}
    </div>
  )
}

type WaitProps = { failure: SignInRefusal; seconds: number; words: Words }

/** Counts down for the eye; is read out once when it begins, and once when it is over. */
function Wait({ failure, seconds, words }: WaitProps): ReactNode {
  const t = useTranslations()
  const [endsAt] = useState(() => Date.now() + seconds * 1000)
  const now = useNow()
  // The clock of this machine may be anything when the server draws this.
  const left = Math.min(seconds, Math.ceil((endsAt - now) / 1000))
  if (left <= 0) return <span className="text-muted">{t('signIn.waitOver')}</span>
  return (
    <>
      <span className="sr-only">{words(t, failure)}</span>
      <span aria-hidden>{words(t, { ...failure, waitS: left })}</span>
    </>
  )
}
