'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type ClaimEndings, isFresh } from '@/components/cancellations/ending-toasts'
import { endingWords } from '@/components/cancellations/ending-words'
import { openCancellationsQuery } from '@/components/cancellations/open-query'
import { RecordLink } from '@/components/cancellations/record-link'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import type { OpenCancellations } from '@/lib/shared/instances'
import { cancellationKeys } from '@/lib/shared/keys/cancellations'

const LISTED = 3

/** Endings of the time when nobody looked. They stay until they are dismissed. */
export function EndingStrip({ claim }: { claim: ClaimEndings }): ReactNode {
  const t = useTranslations()
  const client = useQueryClient()
  const { data } = useQuery(openCancellationsQuery(client))
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const missed = (data?.untold ?? []).filter(
    (one) => !dismissed.has(one.id) && data && !isFresh(one, data.now),
  )
  if (missed.length === 0) return null

  function dismiss(): void {
    const ids = missed.map(({ id }) => id)
    setDismissed(new Set([...dismissed, ...ids]))
    async function dismissForGood(): Promise<void> {
      if ((await claim(ids)) === null) return setDismissed(new Set())
      client.setQueryData<OpenCancellations>(
        cancellationKeys.open(),
        (old) => old && { ...old, untold: old.untold.filter(({ id }) => !ids.includes(id)) },
      )
    }
    // They could not be marked as told and come back, which is better than to lose them.
    dismissForGood().catch(() => setDismissed(new Set()))
  }

  return (
    <section
      aria-label={t('endings.stripTitle', { count: missed.length })}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border bg-raised px-4 py-3"
    >
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-medium">{t('endings.stripTitle', { count: missed.length })}</h2>
        <ul className="mt-1 text-muted text-table">
          {missed.slice(0, LISTED).map((ending) => (
            <li key={ending.id} className="text-pretty break-words">
              <RecordLink id={ending.id} className="inline-block min-h-6 content-center text-accent">
                {endingWords(t, ending)}
              </RecordLink>
            </li>
          ))}
          {missed.length > LISTED ? <li>{t('endings.more', { count: missed.length - LISTED })}</li> : null}
        </ul>
      </div>
      <div className="flex gap-2">
        <LinkButton href="/history" size="small">
          {t('endings.seeHistory')}
        </LinkButton>
        <Button size="small" tone="quiet" onClick={dismiss}>
          {t('common.dismiss')}
        </Button>
      </div>
    </section>
  )
}
