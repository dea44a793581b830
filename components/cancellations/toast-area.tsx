'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { Toaster, toast } from 'sonner'
import { useTranslations } from 'use-intl/react'
import { STATE_LOOKS } from '@/components/cancellations/state-look'
import { recordPath } from '@/lib/shared/addresses'
import type { CancellationView } from '@/lib/shared/cancellation'

const SHOWN_S = 8

// The sentence is read out by EndingToasts, which is there before its words are; twice would be once too often.
function silence(region: HTMLElement | null): void {
  region?.setAttribute('aria-live', 'off')
}

/** At the left, where no row has its button. */
export function ToastArea(): ReactNode {
  const t = useTranslations()
  return (
    <Toaster
      ref={silence}
      position="bottom-left"
      expand
      containerAriaLabel={t('endings.notifications')}
      visibleToasts={4}
    />
  )
}

type News = { ending: CancellationView; sentence: string; link: string }

export function showEnding(news: News): void {
  const { id } = news.ending
  toast.custom(() => <EndingToast {...news} />, { id, duration: Number.POSITIVE_INFINITY })
}

/** Goes by itself, but never while someone points at it, is in it with the keyboard, or looks elsewhere. */
function useLeaving(id: string) {
  const area = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let left = SHOWN_S
    const timer = setInterval(() => {
      const isHeld = document.hidden || area.current?.matches(':hover, :focus-within')
      left = isHeld ? SHOWN_S : left - 1
      if (left <= 0) toast.dismiss(id)
    }, 1000)
    return () => clearInterval(timer)
  }, [id])
  return area
}

function EndingToast({ ending, sentence, link }: News): ReactNode {
  const t = useTranslations()
  const path = usePathname()
  const area = useLeaving(ending.id)
  const close = () => void toast.dismiss(ending.id)
  const Icon = STATE_LOOKS[ending.state].icon
  return (
    <div
      ref={area}
      className="flex w-[min(22rem,calc(100vw-2rem))] gap-3 rounded-lg border bg-surface py-3 font-sans pr-2 pl-4 text-text shadow-lg"
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="text-pretty break-words font-medium text-table">{sentence}</p>
        <p className="truncate font-mono text-meta text-muted">{ending.flowInstId}</p>
        {path === recordPath(ending.id) ? null : (
          <Link
            href={recordPath(ending.id)}
            onClick={close}
            className="inline-flex min-h-6 items-center text-accent text-table underline-offset-2 hover:underline"
          >
            {link}
          </Link>
        )}
      </div>
      <button
        type="button"
        aria-label={t('common.close')}
        onClick={close}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
