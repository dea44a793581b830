'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { AlertDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ImpactFacts, lockedBy } from '@/components/instances/impact/impact-facts'
import { ProblemError } from '@/components/problem-error'
import { problemSentence } from '@/components/problem-words'
import type { Translate } from '@/components/translate'
import { useIsOnline } from '@/components/use-is-online'
import type { ImpactAnswer } from '@/lib/shared/impact'

const LINES = ['w-3/5', 'w-4/5', 'w-1/2', 'w-2/5', 'w-3/4', 'w-3/5']
/** Without a schedule there is less to say. */
const LINES_UNSCHEDULED = LINES.slice(0, 4)

type Props = {
  facts: UseQueryResult<ImpactAnswer>
  isScheduled: boolean
  /** What can be done about it, under the next start. */
  children?: ReactNode
}

/** What confirming the dialog would hit: room for it at once, then the facts, or that they cannot be had. */
export function ImpactSection({ facts, isScheduled, children }: Props): ReactNode {
  const t = useTranslations()
  return (
    <section
      aria-label={t('impact.title')}
      className={`flex shrink-0 grow flex-col gap-2 rounded-md bg-raised px-3 py-2.5 text-table ${isScheduled ? 'min-h-52' : 'min-h-36'}`}
    >
      <AlertDialog.Description className="text-text">{t('impact.effect')}</AlertDialog.Description>
      <p role="status" className="sr-only">
        {spoken(t, facts)}
      </p>
      {facts.data === undefined ? (
        <NoFacts facts={facts} lines={isScheduled ? LINES : LINES_UNSCHEDULED} />
      ) : (
        <ImpactFacts impact={facts.data.impact} tense="impact" />
      )}
      {children}
    </section>
  )
}

/** What the section has come to say, in one sentence, for who cannot see it appear. */
function spoken(t: Translate, { data, isLoading }: UseQueryResult<ImpactAnswer>): string {
  if (data === undefined) return isLoading ? t('impact.loading') : ''
  const { tasks, locks } = data.impact
  const locked = lockedBy(locks)
  if (locked !== null) return t(`impact.${locked}`)
  return tasks === null ? t('impact.unreadable') : t('impact.running', { count: tasks.running.count })
}

type NoFactsProps = { facts: UseQueryResult<ImpactAnswer>; lines: readonly string[] }

function NoFacts({ facts: { error, fetchStatus }, lines }: NoFactsProps): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  if (!isOnline || fetchStatus === 'paused') return <p role="alert">{t('impact.offline')}</p>
  if (error !== null) {
    const problem = error instanceof ProblemError ? error.problem : null
    return (
      <div role="alert" className="flex flex-col gap-1">
        <p>{t('impact.unavailable')}</p>
        {problem === null ? null : <p className="text-muted">{problemSentence(t, problem)}</p>}
      </div>
    )
  }
  return (
    <div aria-hidden className="flex flex-col gap-2.5 pt-1">
      {lines.map((width, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
        <span key={place} className={`breathing h-3.5 rounded bg-line ${width}`} />
      ))}
    </div>
  )
}
