'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { AlertDialog } from 'radix-ui'
import { type ReactNode, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { ImpactFacts } from '@/components/instances/impact/impact-facts'
import { lockedBy } from '@/components/instances/impact/locked-by'
import { FactsAreOld, NoFacts } from '@/components/instances/impact/no-facts'
import { useIsLong } from '@/components/instances/use-is-long'
import type { Translate } from '@/components/translate'
import { useIsOnline } from '@/components/use-is-online'
import type { Impact, ImpactAnswer } from '@/lib/shared/impact'

/** Well before a call to EnOS is given up, which takes ten seconds unless set otherwise. */
const LONG_WAIT_MS = 5_000
const LINES = ['w-4/5', 'w-1/2', 'w-2/5', 'w-3/4', 'w-3/5']

type Props = { facts: UseQueryResult<ImpactAnswer> }

/** What confirming the dialog would hit: room for it at once, then the facts, or that they cannot be had. */
export function ImpactSection({ facts }: Props): ReactNode {
  const t = useTranslations()
  const id = useId()
  const isOnline = useIsOnline()
  const waiting = t(useIsLong(LONG_WAIT_MS) ? 'instances.loadingLong' : 'impact.loading')
  const [isRetrying, setRetrying] = useState(false)
  const [failure, setFailure] = useState<Error | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const { data, error } = facts
  // A further try forgets why the one before it failed; until it has an answer that stays true, and on the screen.
  if (error !== null && error !== failure) setFailure(error)
  if (data !== undefined && told === null) setTold(spoken(t, data.impact))
  const isOffline = !isOnline || facts.fetchStatus === 'paused'

  async function retry(): Promise<void> {
    if (isRetrying) return
    setRetrying(true)
    await facts.refetch()
    setRetrying(false)
  }

  const trouble = { failure, isOffline, isRetrying, onRetry: retry }
  const hasNone = data === undefined && (failure !== null || isOffline)
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-2 rounded-md bg-raised px-3 py-2.5 text-table lg:h-0 lg:min-h-full lg:rounded-none lg:border-l lg:bg-transparent"
    >
      <h3 id={id} className="font-medium">
        {t('impact.title')}
      </h3>
      <AlertDialog.Description className="text-muted">{t('impact.effect')}</AlertDialog.Description>
      <p role="status" className="sr-only">
        {told ?? (hasNone && !isRetrying ? t('impact.unavailable') : waiting)}
      </p>
      {hasNone ? <NoFacts {...trouble} /> : null}
      {data === undefined && !hasNone ? <Skeleton label={waiting} /> : null}
      {data === undefined ? null : <ImpactFacts impact={data.impact} tense="impact" />}
      {data !== undefined && error !== null ? <FactsAreOld {...trouble} readAt={data.impact.readAt} /> : null}
    </section>
  )
}

/** What the section has come to say, in few words, for who cannot see it appear. */
function spoken(t: Translate, { tasks, locks }: Impact): string {
  const locked = lockedBy(locks)
  const parts = [
    tasks === null
      ? t('impact.unreadable')
      : t('impact.running', { count: tasks.running.count, unknown: tasks.unknown.count }),
    ...(locked === null ? [] : [t(`impact.${locked}`)]),
  ]
  return parts.join(' · ')
}

function Skeleton({ label }: { label: string }): ReactNode {
  return (
    <div aria-hidden className="flex flex-col gap-2.5">
      <span className="text-muted">{label}</span>
      {LINES.map((width, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
        <span key={place} className={`breathing h-3.5 rounded bg-line ${width}`} />
      ))}
    </div>
  )
}
