'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { AlertDialog } from 'radix-ui'
import { type ReactNode, type Ref, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { ImpactFacts } from '@/components/instances/impact/impact-facts'
import { lockedBy } from '@/components/instances/impact/locked-by'
import { FactsAreOld, NoFacts } from '@/components/instances/impact/no-facts'
import { useNoFacts } from '@/components/instances/impact/use-no-facts'
import { useIsLong } from '@/components/instances/use-is-long'
import type { Translate } from '@/components/translate'
import type { Impact, ImpactAnswer } from '@/lib/shared/impact'

/** Well before a call to EnOS is given up, which takes ten seconds unless set otherwise. */
const LONG_WAIT_MS = 5_000
const LINES = ['w-4/5', 'w-1/2', 'w-2/5', 'w-3/4', 'w-3/5']

type Props = { facts: UseQueryResult<ImpactAnswer>; ref: Ref<HTMLElement> }

/** What confirming the dialog would hit: room for it at once, then the facts, or that they cannot be had. */
export function ImpactSection({ facts, ref }: Props): ReactNode {
  const t = useTranslations()
  const id = useId()
  const waiting = t(useIsLong(LONG_WAIT_MS) ? 'instances.loadingLong' : 'impact.loading')
  const [isRetrying, setRetrying] = useState(false)
  const [told, setTold] = useState<{ text: string; locked: string | null } | null>(null)
  const { data, error } = facts
  const { failure, isOffline, hasNone } = useNoFacts(facts)
  const locked = data === undefined ? null : lockedBy(data.impact.locks)
  // Once; and again where only a later look tells of a lock.
  if (data !== undefined && (told === null || (locked !== null && told.locked !== locked)))
    setTold({ text: spoken(t, data.impact), locked })

  async function retry(): Promise<void> {
    if (isRetrying) return
    setRetrying(true)
    await facts.refetch()
    setRetrying(false)
  }

  const trouble = { failure, isOffline, isRetrying, onRetry: retry }
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby={id}
      className="flex flex-col gap-2 rounded-md bg-raised px-3 py-2.5 text-table lg:h-0 lg:min-h-full lg:rounded-none lg:border-l lg:bg-transparent"
    >
      <h3 id={id} className="font-medium">
        {t('impact.title')}
      </h3>
      <AlertDialog.Description className="text-muted">{t('impact.effect')}</AlertDialog.Description>
      <p role="status" className="sr-only">
        {told?.text ?? (hasNone && !isRetrying ? t('impact.unavailable') : waiting)}
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
