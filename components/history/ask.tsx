'use client'

import { LoaderCircle } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { AskFailed } from '@/components/history/ask-failed'
import { type Asking, useAsk } from '@/components/history/use-ask'
import { useFocusKept } from '@/components/history/use-focus-kept'
import { Button } from '@/components/ui/button'
import { askAgain, checkNow } from '@/lib/enos'
import type { CancellationView } from '@/lib/shared/cancellation'

type Props = { cancellation: CancellationView }

/** Sends the cancel of an overdue record once more, after saying what that does. */
export function AskAgain({ cancellation: { id, attempts } }: Props): ReactNode {
  const t = useTranslations()
  const ask = useAsk(() => askAgain({ cancellationId: id, attempt: attempts + 1 }))
  const [isAsking, setAsking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  const area = useRef<HTMLDivElement>(null)
  useFocusKept(area)
  useEffect(() => (isAsking ? keep.current?.focus() : undefined), [isAsking])

  function close(): void {
    if (ask.isPending) return
    setAsking(false)
    ask.reset()
    requestAnimationFrame(() => opener.current?.focus())
  }

  if (!isAsking) {
    return (
      <div ref={area}>
        <Button ref={opener} onClick={() => setAsking(true)}>
          {t('state.askAgain')}
        </Button>
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    <div
      ref={area}
      role="group"
      aria-labelledby="ask-again"
      onKeyDown={(event: KeyboardEvent) => (event.key === 'Escape' ? close() : undefined)}
      className="appearing flex w-full max-w-2xl flex-col gap-3 rounded-lg border bg-surface p-4"
    >
      <div>
        <h2 id="ask-again" className="font-semibold">
          {t('record.askAgainTitle')}
        </h2>
        <p className="mt-1 text-muted text-table">{t('record.askAgainText', { attempt: attempts + 1 })}</p>
      </div>
      <AskFailed ask={ask} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button ref={keep} aria-disabled={ask.isPending} onClick={close}>
          {t('record.notNow')}
        </Button>
        <AskButton ask={ask} tone="danger" pending={t('record.asking')}>
          {t('state.askAgain')}
        </AskButton>
      </div>
    </div>
  )
}

/** Opens a record that nobody follows any more; a read costs nothing, so nothing is asked first. */
export function CheckNow({ cancellation: { id } }: Props): ReactNode {
  const t = useTranslations()
  const ask = useAsk(() => checkNow({ cancellationId: id }))
  const area = useRef<HTMLDivElement>(null)
  useFocusKept(area)
  return (
    <div ref={area} className="flex flex-col items-start gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <AskButton ask={ask} tone="accent" pending={t('record.checking')}>
          {t('state.checkNow')}
        </AskButton>
        <p className="text-muted text-table">{t('record.checkNowText')}</p>
      </div>
      <AskFailed ask={ask} />
    </div>
  )
}

type AskButtonProps = { ask: Asking; tone: 'danger' | 'accent'; pending: string; children: ReactNode }

function AskButton({ ask, tone, pending, children }: AskButtonProps): ReactNode {
  return (
    <Button
      tone={tone}
      aria-disabled={ask.isPending}
      onClick={() => (ask.isPending ? undefined : ask.mutate())}
    >
      {ask.isPending ? <LoaderCircle aria-hidden className="turning size-4" /> : null}
      {ask.isPending ? pending : children}
    </Button>
  )
}
