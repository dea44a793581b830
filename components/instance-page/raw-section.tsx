import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { RawText } from '@/components/instance-page/raw-text'
import { ProblemError } from '@/components/problem-error'
import { problemSentence } from '@/components/problem-words'
import { readJson } from '@/components/read-json'
import { Button } from '@/components/ui/button'
import { Bad } from '@/components/ui/callout'
import { CopyButton } from '@/components/ui/copy-button'
import { instancePath } from '@/lib/shared/addresses'
import type { RawInstance } from '@/lib/shared/instance-detail'
import { instancePartKeys } from '@/lib/shared/keys/instance-parts'

const ID = 'raw'

/** What EnOS sends, for whoever has to look further; asked for when it is opened. */
export function RawSection({ flowInstId }: { flowInstId: string }): ReactNode {
  const t = useTranslations()
  const [isOpen, setOpen] = useState(false)
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    // It may have been opened before the page's scripts were there.
    if (details.current?.open) setOpen(true)
    // A link that leads here means what is inside.
    const look = (): void => (window.location.hash === `#${ID}` ? setOpen(true) : undefined)
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  useEffect(() => {
    if (isOpen && window.location.hash === `#${ID}`) document.getElementById(ID)?.scrollIntoView()
  }, [isOpen])
  return (
    <details
      ref={details}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group overflow-clip rounded-lg border bg-surface"
    >
      <summary className="flex min-h-10 list-none items-center gap-1.5 px-3 focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
        <h2 id={ID} className="font-semibold text-title">
          {t('instance.raw')}
        </h2>
      </summary>
      {isOpen ? <Raw flowInstId={flowInstId} /> : null}
    </details>
  )
}

function Raw({ flowInstId }: { flowInstId: string }): ReactNode {
  const t = useTranslations()
  const wrapId = useId()
  const [isWrapped, setWrapped] = useState(true)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: instancePartKeys.raw(flowInstId),
    queryFn: ({ signal }) => readJson<RawInstance>(`/api${instancePath(flowInstId)}/raw`, signal),
  })
  const problem = error instanceof ProblemError ? error.problem : null
  return (
    <div className="flex flex-col gap-2 border-t px-4 py-3 text-table">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="text-muted">{t('instance.rawText')}</p>
        {data === undefined ? null : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 whitespace-nowrap sm:ml-auto">
            <ReadAt at={data.readAt} />
            <Button size="small" tone="quiet" aria-disabled={isFetching} onClick={() => void refetch()}>
              {t('instance.rawAgain')}
            </Button>
            <label htmlFor={wrapId} className="inline-flex min-h-6 items-center gap-1.5">
              <input
                id={wrapId}
                type="checkbox"
                checked={isWrapped}
                onChange={({ target }) => setWrapped(target.checked)}
                className="size-4 accent-accent"
              />
              {t('instance.rawWrap')}
            </label>
            <CopyButton text={data.text} label={t('instance.rawCopy')} />
          </div>
        )}
      </div>
      <div role="alert" className="empty:hidden">
        {error === null ? null : (
          <Bad>
            <p>
              {t('instance.rawFailed')}{' '}
              {problem === null ? t('instances.noConnection') : problemSentence(t, problem)}
            </p>
            <Button size="small" className="mt-1.5" onClick={() => void refetch()}>
              {t('common.retry')}
            </Button>
          </Bad>
        )}
      </div>
      {data === undefined ? (
        error === null ? (
          <p role="status" className="breathing h-[50vh] rounded bg-line">
            <span className="sr-only">{t('instance.rawLoading')}</span>
          </p>
        ) : null
      ) : (
        <RawText text={data.text} label={t('instance.raw')} isWrapped={isWrapped} />
      )}
    </div>
  )
}

function ReadAt({ at }: { at: number }): ReactNode {
  const t = useTranslations()
  const age = Math.max(0, useNow() - at)
  return (
    <span className="text-muted tabular-nums">
      {t('instance.rawReadAt', { duration: durationWords(t, age) })}
    </span>
  )
}
