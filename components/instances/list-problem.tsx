'use client'

import { CloudOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { EnosFacts, problemSentence } from '@/components/problem-words'
import { SignInAgain } from '@/components/shell/sign-in-again'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { useIsOnline } from '@/components/use-is-online'
import type { Problem } from '@/lib/shared/problems'

const STALE_AFTER_MS = 20_000

/** `problem` is null when Flowstop itself did not answer. */
type Props = { problem: Problem | null; onRetry: () => void }

function useSentence(problem: Problem | null): string {
  const t = useTranslations()
  return problem === null ? t('instances.noConnection') : problemSentence(t, problem)
}

function WayOut({ problem, onRetry }: Props): ReactNode {
  const t = useTranslations()
  if (problem?.code === 'signed_out') return <SignInAgain tone="accent" />
  return <Button onClick={onRetry}>{t('common.retry')}</Button>
}

/** Instead of what could not be read: the list, unless said. */
export function ListError({ problem, onRetry, title }: Props & { title?: string }): ReactNode {
  const t = useTranslations()
  const sentence = useSentence(problem)
  return (
    <Notice
      role="alert"
      icon={<CloudOff aria-hidden className="size-7" />}
      title={title ?? t('instances.errorTitle')}
      text={
        <>
          <p>{sentence}</p>
          {problem === null ? null : <EnosFacts facts={problem.detail} t={t} />}
        </>
      }
    >
      <WayOut problem={problem} onRetry={onRetry} />
    </Notice>
  )
}

type StaleProps = Props & { readAt: number; afterMs?: number }

/** Over what could not be refreshed. */
export function StaleNotice({ problem, onRetry, readAt, afterMs = STALE_AFTER_MS }: StaleProps): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  const failure = useSentence(problem)
  const sentence = isOnline ? failure : t('instances.offlineText')
  const age = useNow() - readAt
  // A single failed refresh mends itself, and rows should not move for it; the clock beside the title tells it.
  if (age < afterMs && problem?.code !== 'signed_out') return null
  return (
    <div
      data-signed-out={problem?.code === 'signed_out'}
      className="over flex flex-wrap items-center gap-x-4 gap-y-2"
    >
      <div role="status" className="flex min-w-0 flex-1 basis-60 gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-waiting" />
        <div className="min-w-0">
          <p>
            {/* For the eye: it changes each second, and would be said each time. */}
            <span aria-hidden>{t('instances.staleText', { duration: durationWords(t, age) })} </span>
            <span>{sentence}</span>
          </p>
          {problem === null ? null : <EnosFacts facts={problem.detail} t={t} />}
        </div>
      </div>
      {isOnline ? <WayOut problem={problem} onRetry={onRetry} /> : null}
    </div>
  )
}

export function EmptyList(): ReactNode {
  const t = useTranslations()
  return (
    <Notice title={t('instances.emptyTitle')} text={t('instances.emptyText')}>
      <LinkButton href="/history">{t('instances.emptyHistory')}</LinkButton>
    </Notice>
  )
}

export function NoMatch({ hidden, onClear }: { hidden: number; onClear: () => void }): ReactNode {
  const t = useTranslations()
  return (
    <Notice title={t('instances.noMatchTitle')} text={t('instances.noMatchText', { count: hidden })}>
      <Button onClick={onClear}>{t('instances.showAll')}</Button>
    </Notice>
  )
}
