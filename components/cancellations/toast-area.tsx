'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Toaster, toast } from 'sonner'
import { useTranslations } from 'use-intl/react'
import { STATE_LOOKS } from '@/components/cancellations/state-look'
import type { CancellationView } from '@/lib/shared/cancellation'

const SHOWN_MS = 8_000

export function ToastArea(): ReactNode {
  const t = useTranslations()
  return <Toaster position="bottom-right" containerAriaLabel={t('endings.notifications')} visibleToasts={4} />
}

type News = { ending: CancellationView; sentence: string; link: string }

export function showEnding(news: News): void {
  toast.custom((id) => <EndingToast {...news} onClose={() => toast.dismiss(id)} />, {
    id: news.ending.id,
    duration: SHOWN_MS,
  })
}

function EndingToast({ ending, sentence, link, onClose }: News & { onClose: () => void }): ReactNode {
  const t = useTranslations()
  const Icon = STATE_LOOKS[ending.state].icon
  return (
    <div className="flex w-[min(22rem,calc(100vw-2rem))] gap-3 rounded-lg border bg-surface py-3 font-sans pr-2 pl-4 text-text shadow-lg">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="text-pretty break-words font-medium text-table">{sentence}</p>
        <p className="truncate font-mono text-meta text-muted">{ending.flowInstId}</p>
        <Link
          href="/history"
          onClick={onClose}
          className="text-accent text-table underline-offset-2 hover:underline"
        >
          {link}
        </Link>
      </div>
      <button
        type="button"
        aria-label={t('common.close')}
        onClick={onClose}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
