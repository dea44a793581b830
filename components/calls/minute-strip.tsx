'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useClockTime } from '@/components/calls/use-clock-time'
import type { MinuteCalls } from '@/lib/shared/calls'

/** Bottom up: most calls are answered. */
const PARTS = [
  {
    name: 'calls.answered',
    look: 'bg-running',
    of: (one: MinuteCalls) => one.calls - one.failed - one.limited,
  },
  { name: 'calls.limited', look: 'bg-waiting', of: (one: MinuteCalls) => one.limited },
  { name: 'calls.failed', look: 'bg-failed', of: (one: MinuteCalls) => one.failed },
] as const

type Props = { minutes: readonly MinuteCalls[] }

/** An hour at a glance; the same as a table, for whoever wants a minute's figures or cannot see bars. */
export function MinuteStrip({ minutes }: Props): ReactNode {
  const t = useTranslations()
  const minuteTime = useMinuteTime()
  const number = new Intl.NumberFormat(useLocale())
  const highest = Math.max(1, ...minutes.map(({ calls }) => calls))
  const [first, last] = [minutes[0], minutes.at(-1)]
  return (
    <figure className="flex flex-col gap-3 rounded-lg border bg-surface px-4 py-3">
      <figcaption className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="font-semibold text-title">{t('calls.perMinute')}</h2>
        <ul aria-hidden="true" className="flex flex-wrap gap-x-3 text-meta text-muted">
          {PARTS.map(({ name, look }) => (
            <li key={name} className="flex items-center gap-1.5">
              <span className={`size-2.5 rounded-[3px] forced-color-adjust-none ${look}`} />
              {t(name)}
            </li>
          ))}
        </ul>
        <span className="ml-auto text-meta text-muted tabular-nums">
          {t('calls.highest', { count: number.format(highest) })}
        </span>
      </figcaption>
      <div aria-hidden="true">
        <div className="flex h-28 items-stretch gap-px border-b">
          {minutes.map((one) => (
            <Bar key={one.minute} one={one} highest={highest} />
          ))}
        </div>
        <div className="mt-1 flex justify-between text-meta text-muted tabular-nums">
          <span>{first ? minuteTime(first.minute) : null}</span>
          <span>{last ? minuteTime(last.minute) : null}</span>
        </div>
      </div>
      <MinuteTable minutes={minutes} />
    </figure>
  )
}

function Bar({ one, highest }: { one: MinuteCalls; highest: number }): ReactNode {
  const t = useTranslations()
  const time = useMinuteTime()(one.minute)
  return (
    <div
      className="flex flex-1 flex-col-reverse hover:bg-raised"
      title={t('calls.minuteFacts', { ...one, time })}
    >
      {PARTS.map(({ name, look, of }) =>
        of(one) === 0 ? null : (
          <div
            key={name}
            className={`min-h-0.5 forced-color-adjust-none ${look}`}
            style={{ height: `${(100 * of(one)) / highest}%` }}
          />
        ),
      )}
    </div>
  )
}

function MinuteTable({ minutes }: Props): ReactNode {
  const t = useTranslations()
  const minuteTime = useMinuteTime()
  const number = new Intl.NumberFormat(useLocale())
  const rows = minutes.filter(({ calls }) => calls > 0).reverse()
  return (
    <details className="text-table">
      <summary className="w-fit rounded-md text-muted hover:text-text">{t('calls.asTable')}</summary>
      <p className="mt-2 text-meta text-muted">{t('calls.quietMinutes')}</p>
      <table className="mt-1 w-full max-w-lg text-right tabular-nums">
        <caption className="sr-only">{t('calls.perMinute')}</caption>
        <thead className="text-meta text-muted">
          <tr>
            <th scope="col" className="h-7 text-left font-medium">
              {t('calls.minute')}
            </th>
            {(['calls', 'failed', 'limited'] as const).map((name) => (
              <th key={name} scope="col" className="font-medium">
                {t(`calls.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.minute} className="border-t">
              <th scope="row" className="h-7 text-left font-normal">
                {minuteTime(one.minute)}
              </th>
              <td>{number.format(one.calls)}</td>
              <td>{number.format(one.failed)}</td>
              <td>{number.format(one.limited)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function useMinuteTime(): (minute: number) => string {
  const clockTime = useClockTime()
  return (minute) => clockTime(minute).slice(0, 5)
}
