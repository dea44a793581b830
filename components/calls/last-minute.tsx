'use client'

import { CircleCheck, CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useClockTime } from '@/components/calls/use-clock-time'
import { Badge } from '@/components/ui/badge'
import type { GatewayCalls } from '@/lib/shared/calls'

const NONE = { calls: 0, failed: 0, limited: 0 }

/** The last minute that is over, against the ceiling, and whether EnOS answers now. */
export function LastMinute({ calls }: { calls: GatewayCalls }): ReactNode {
  const t = useTranslations()
  const clockTime = useClockTime()
  const number = new Intl.NumberFormat(useLocale())
  const { ceiling, servers, awaySince } = calls
  const minute = calls.minutes.at(-2) ?? NONE
  const ofCeiling = t('calls.ofCeiling', {
    ceiling: number.format(ceiling),
    percent: Math.round((100 * minute.calls) / ceiling),
  })
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        name={t('calls.lastMinute')}
        value={number.format(minute.calls)}
        note={servers > 1 ? `${ofCeiling} · ${t('calls.servers', { count: servers })}` : ofCeiling}
      />
      <Figure
        name={t('calls.failed')}
        value={number.format(minute.failed)}
        note={t('calls.failedText')}
        tone={minute.failed > 0 ? 'text-failed' : ''}
      />
      <Figure
        name={t('calls.limited')}
        value={number.format(minute.limited)}
        note={t('calls.limitedText')}
        tone={minute.limited > 0 ? 'text-waiting' : ''}
      />
      <Figure
        name={t('calls.enos')}
        value={
          awaySince === null ? (
            <Badge tone="succeeded" icon={CircleCheck}>
              {t('calls.reachable')}
            </Badge>
          ) : (
            <Badge tone="failed" icon={CloudOff}>
              {t('calls.away')}
            </Badge>
          )
        }
        note={
          awaySince === null ? t('calls.reachableText') : t('calls.awaySince', { time: clockTime(awaySince) })
        }
      />
    </dl>
  )
}

type FigureProps = { name: string; value: ReactNode; note: string; tone?: string }

function Figure({ name, value, note, tone = '' }: FigureProps): ReactNode {
  return (
    <div className="flex min-w-0 flex-col rounded-lg border bg-surface px-4 py-3">
      <dt className="text-meta text-muted">{name}</dt>
      <dd className={`flex h-9 items-center font-semibold text-headline tabular-nums ${tone}`}>{value}</dd>
      <dd className="mt-0.5 text-meta text-muted tabular-nums">{note}</dd>
    </div>
  )
}
