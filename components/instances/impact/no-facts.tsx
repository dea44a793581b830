'use client'

import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { minuteWords } from '@/components/duration-words'
import { ProblemError } from '@/components/problem-error'
import { EnosFacts, problemSentence } from '@/components/problem-words'
import { Button } from '@/components/ui/button'

type Props = {
  failure: Error | null
  /** What is asked for comes by itself once there is a connection. */
  isOffline: boolean
  isRetrying: boolean
  onRetry: () => void
}

/** Says that the facts cannot be had, which keeps nobody from asking to cancel. */
export function NoFacts(props: Props): ReactNode {
  const t = useTranslations()
  const { failure, isOffline } = props
  if (isOffline) return <p>{t('impact.offline')}</p>
  const problem = failure instanceof ProblemError ? failure.problem : null
  return (
    <>
      <p>{t('impact.unavailable')}</p>
      {problem === null ? null : (
        <div className="text-muted">
          <p>{problemSentence(t, problem)}</p>
          <EnosFacts facts={problem.detail} t={t} />
        </div>
      )}
      <TryAgain {...props} />
    </>
  )
}

/** Says how old the facts above are, since they could not be read again. */
export function FactsAreOld({ readAt, ...props }: Props & { readAt: number }): ReactNode {
  const t = useTranslations()
  const now = useNow()
  return (
    <>
      <p className="text-muted">{t('impact.outOfDate', { duration: minuteWords(t, now - readAt) })}</p>
      {props.isOffline ? null : <TryAgain {...props} />}
    </>
  )
}

function TryAgain({ isRetrying, onRetry }: Props): ReactNode {
  const t = useTranslations()
  return (
    <Button size="small" aria-disabled={isRetrying} onClick={onRetry} className="self-start">
      <RotateCw aria-hidden className={`size-3.5 ${isRetrying ? 'turning' : ''}`} />
      {t('common.retry')}
    </Button>
  )
}
