import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { EnosFacts, problemSentence } from '@/components/problem-words'
import { Button } from '@/components/ui/button'
import { useIsOnline } from '@/components/use-is-online'
import type { Problem } from '@/lib/shared/problems'

/** Some refreshes have failed. */
const REASON_AFTER_MS = 15_000

type Props = {
  readAt: number
  isFailing: boolean
  /** It is asked for again by itself. */
  isTrying: boolean
  onRetry: () => void
}

/** How old a log is that may still grow, and whether that is as it should be. */
export function LogAge({ readAt, isFailing, isTrying, onRetry }: Props): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  const age = Math.max(0, useNow() - readAt)
  const duration = durationWords(t, age)
  if (!isFailing && isOnline)
    return (
      <p className="text-muted text-table tabular-nums">
        {age < 1000 ? t('log.readNow') : t('log.readAgo', { duration })}
      </p>
    )
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table tabular-nums">
      <p className="flex items-center gap-1.5 font-medium text-waiting">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {/* For the eye: it changes each second, and would be said each time. */}
        <span aria-hidden>{t(wordsFor(isOnline, isTrying), { duration })}</span>
        <span role="status" className="sr-only">
          {t('log.staleSaid')}
        </span>
      </p>
      {isOnline ? (
        <Button size="small" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      ) : null}
    </div>
  )
}

function wordsFor(isOnline: boolean, isTrying: boolean) {
  if (!isOnline) return 'log.staleOffline'
  return isTrying ? 'log.staleTrying' : 'log.stale'
}

/** Why a log is not refreshed. A single failure mends itself, and lines should not move for it. */
export function LogReason({ problem, readAt }: { problem: Problem | null; readAt: number }): ReactNode {
  const t = useTranslations()
  if (useNow() - readAt < REASON_AFTER_MS) return null
  return (
    <div className="text-muted text-table">
      <p>{problem === null ? t('instances.noConnection') : problemSentence(t, problem)}</p>
      {problem === null ? null : <EnosFacts facts={problem.detail} t={t} />}
    </div>
  )
}
