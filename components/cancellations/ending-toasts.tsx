'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { endingWords } from '@/components/cancellations/ending-words'
import { openCancellationsQuery } from '@/components/cancellations/open-query'
import { readClock } from '@/components/clock'
import { recordPath } from '@/lib/shared/addresses'
import type { CancellationView } from '@/lib/shared/cancellation'

/** Marks endings as told; answers with those that nobody had told before, or null where it could not mark them. */
export type ClaimEndings = (ids: string[]) => Promise<string[] | null>

/** An ending older than this when it is first seen is not news that flies by: it waits on the page. */
const FRESH_MS = 15_000

export function isFresh(ending: CancellationView, now: number): boolean {
  return now - (ending.closedAt ?? ending.requestedAt) <= FRESH_MS
}

/** Tells an ending that happens while someone looks: once per person, in whichever tab is visible. */
export function EndingToasts({ claim }: { claim: ClaimEndings }): ReactNode {
  const t = useTranslations()
  const client = useQueryClient()
  const { data } = useQuery(openCancellationsQuery(client))
  const handled = useRef(new Set<string>())
  const [Toaster, setToaster] = useState<ComponentType | null>(null)
  const [told, setTold] = useState('')

  useEffect(() => {
    if (data === undefined || document.visibilityState !== 'visible') return
    const fresh = data.untold.filter((one) => !handled.current.has(one.id) && isFresh(one, readClock()))
    if (fresh.length === 0) return
    for (const { id } of fresh) handled.current.add(id)
    async function tell(): Promise<void> {
      const [{ ToastArea, showEnding }, ids] = await Promise.all([
        import('@/components/cancellations/toast-area'),
        claim(fresh.map(({ id }) => id)),
      ])
      if (ids === null) throw new Error('The endings could not be marked as told.')
      setToaster(() => ToastArea)
      const sentences = fresh
        // Its own page has told it.
        .filter(({ id }) => ids.includes(id) && window.location.pathname !== recordPath(id))
        .map((ending) => {
          const sentence = endingWords(t, ending)
          showEnding({ ending, sentence, link: t('endings.seeRecord') })
          return sentence
        })
      if (sentences.length > 0) setTold(sentences.join(' '))
    }
    tell().catch(() => {
      // Not told after all: the next answer still carries them.
      for (const { id } of fresh) handled.current.delete(id)
    })
  }, [data, claim, t])

  return (
    <>
      <p aria-live="polite" className="sr-only">
        {told}
      </p>
      {Toaster === null ? null : <Toaster />}
    </>
  )
}
