'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { AskedBefore } from '@/components/cancellations/asked-before'
import { OfflineError, OutdatedPageError } from '@/components/cancellations/take-answer'
import type { Asking } from '@/components/history/use-ask'
import { ProblemError } from '@/components/problem-error'
import { EnosFacts, problemSentence } from '@/components/problem-words'
import { SignInAgain } from '@/components/shell/sign-in-again'
import { Button } from '@/components/ui/button'
import { Bad, Hint } from '@/components/ui/callout'
import { useIsOnline } from '@/components/use-is-online'

/** What stood in the way, where it was asked. The place is there before it has anything to say, so that it is read out. */
export function AskFailed({ ask }: { ask: Asking }): ReactNode {
  const t = useTranslations()
  const { error, isPending, data } = ask
  return (
    <div role="alert" className="empty:hidden">
      {error === null || isPending ? null : <Why error={error} />}
      {data?.unrecorded && !isPending ? <Hint>{t('cancel.unrecorded')}</Hint> : null}
    </div>
  )
}

function Why({ error }: { error: Error }): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  if (error instanceof OutdatedPageError) {
    return (
      <Bad>
        <p>{t('record.failedOutdated')}</p>
        <Button size="small" className="mt-1.5" onClick={() => window.location.reload()}>
          {t('common.reload')}
        </Button>
      </Bad>
    )
  }
  if (error instanceof OfflineError)
    return isOnline ? <Hint>{t('record.failedOnlineAgain')}</Hint> : <Bad>{t('record.failedOffline')}</Bad>
  const problem = error instanceof ProblemError ? error.problem : null
  if (problem === null) return <Bad>{t('record.failedUnknown')}</Bad>
  if (problem.code === 'already_asked' && problem.detail) {
    const { by = t('common.someone'), at, id } = problem.detail
    return <AskedBefore by={by} at={at} id={id} />
  }
  if (problem.code === 'not_found') return <Bad>{t('record.failedNotFound')}</Bad>
  return (
    <Bad>
      <p>{problemSentence(t, problem)}</p>
      <EnosFacts facts={problem.detail} t={t} />
      {problem.code === 'signed_out' ? <SignInAgain size="small" className="mt-1.5" /> : null}
    </Bad>
  )
}
