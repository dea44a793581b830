'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useTranslations } from 'use-intl/react'
import { tallyWords } from '@/components/instances/impact/tally-words'
import { useNoFacts } from '@/components/instances/impact/use-no-facts'
import type { ImpactAnswer } from '@/lib/shared/impact'

type Props = { facts: UseQueryResult<ImpactAnswer>; section: RefObject<HTMLElement | null> }

/** What confirming would hit in one line, where the section that tells it stands below the form; it leads there. */
export function ImpactTally({ facts, section }: Props): ReactNode {
  const t = useTranslations()
  const { hasNone } = useNoFacts(facts)
  const none = hasNone ? t('impact.tallyNone') : null
  const words = facts.data === undefined ? none : tallyWords(t, facts.data.impact)

  function show(): void {
    section.current?.scrollIntoView({ block: 'start' })
    section.current?.focus({ preventScroll: true })
  }

  return (
    <button
      type="button"
      onClick={show}
      className="flex h-8 w-full items-center justify-between gap-2 rounded-md bg-raised px-3 text-table lg:hidden"
    >
      {words === null ? (
        <span className="breathing h-3.5 w-3/5 rounded bg-line">
          <span className="sr-only">{t('impact.loading')}</span>
        </span>
      ) : (
        <span className="truncate font-medium">{words}</span>
      )}
      <ArrowDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </button>
  )
}
