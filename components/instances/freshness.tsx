'use client'

import { RefreshCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { durationWords } from '@/components/duration-words'
import { Button } from '@/components/ui/button'
import { useIsOnline } from '@/components/use-is-online'

type Props = { readAt: number; isFailing: boolean; isFetching: boolean; onRefresh: () => void }

/** How fresh the rows are, and a way to ask now. */
export function Freshness({ readAt, isFailing, isFetching, onRefresh }: Props): ReactNode {
  const t = useTranslations()
  const isOnline = useIsOnline()
  return (
    <div className="flex items-center gap-2 text-muted text-table tabular-nums">
      {isFailing || !isOnline ? (
        <span className="flex items-center gap-1.5 font-medium text-waiting">
          <TriangleAlert aria-hidden className="size-4" />
          <Stale readAt={readAt} words={isOnline ? 'instances.stale' : 'instances.offline'} />
        </span>
      ) : (
        <span className="flex items-center gap-1.5">
          <span aria-hidden="true" className="size-2 rounded-full bg-succeeded" />
          <span className="font-medium text-text">{t('instances.live')}</span>
          <Age readAt={readAt} />
        </span>
      )}
      <RefreshButton isFetching={isFetching} onRefresh={onRefresh} />
    </div>
  )
}

export function RefreshButton({ isFetching, onRefresh }: Pick<Props, 'isFetching' | 'onRefresh'>): ReactNode {
  const t = useTranslations()
  return (
    <Button
      tone="quiet"
      size="icon"
      aria-label={t(isFetching ? 'instances.refreshing' : 'instances.refresh')}
      title={t('instances.refresh')}
      onClick={onRefresh}
    >
      <RefreshCw aria-hidden className={`size-4 ${isFetching ? 'turning' : ''}`} />
    </Button>
  )
}

function useAge(readAt: number): number {
  return Math.max(0, useNow() - readAt)
}

function Age({ readAt }: { readAt: number }): ReactNode {
  const t = useTranslations()
  const age = useAge(readAt)
  const words = age < 1000 ? t('instances.justNow') : t('instances.ago', { duration: durationWords(t, age) })
  return <span className="min-w-16">· {words}</span>
}

type StaleProps = { readAt: number; words: 'instances.stale' | 'instances.offline' }

function Stale({ readAt, words }: StaleProps): ReactNode {
  const t = useTranslations()
  return t(words, { duration: durationWords(t, useAge(readAt)) })
}
