'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { operationWords } from '@/components/calls/operation-words'
import type { Latency, OperationCalls } from '@/lib/shared/calls'

const COLUMNS = [
  { name: 'calls.calls', short: 'calls.calls' },
  { name: 'calls.failed', short: 'calls.failed' },
  { name: 'calls.limited', short: 'calls.limited' },
  { name: 'calls.p50', short: 'calls.p50Short' },
  { name: 'calls.p95', short: 'calls.p95Short' },
] as const

/** What was called how often, what came of it, and how long it took. */
export function OperationTable({ operations }: { operations: readonly OperationCalls[] }): ReactNode {
  const t = useTranslations()
  return (
    <section aria-labelledby="by-operation" className="flex flex-col gap-2">
      <h2 id="by-operation" className="font-semibold text-title">
        {t('calls.byOperation')}
      </h2>
      <div className="overflow-clip rounded-lg border bg-surface">
        <table className="w-full text-right text-table tabular-nums max-sm:block">
          <caption className="sr-only">{t('calls.byOperation')}</caption>
          <thead className="bg-raised text-meta text-muted max-sm:sr-only">
            <tr>
              <th scope="col" className="h-8 border-b pl-4 text-left font-medium">
                {t('calls.operation')}
              </th>
              {COLUMNS.map(({ name }) => (
                <th key={name} scope="col" className="border-b pr-4 font-medium">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {operations.map((one) => (
              <Row key={one.operation} one={one} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row({ one }: { one: OperationCalls }): ReactNode {
  const t = useTranslations()
  const number = new Intl.NumberFormat(useLocale())
  const latency = (took: Latency | null): string => {
    if (took === null) return t('common.none')
    return t(took.isOver ? 'calls.over' : 'calls.atMost', { ms: number.format(took.ms) })
  }
  const cells = [
    { text: number.format(one.calls), tone: '' },
    { text: number.format(one.failed), tone: one.failed > 0 ? 'text-failed' : 'text-muted' },
    { text: number.format(one.limited), tone: one.limited > 0 ? 'text-waiting' : 'text-muted' },
    { text: latency(one.p50), tone: '' },
    { text: latency(one.p95), tone: '' },
  ]
  return (
    <tr className="border-t first:border-t-0 max-sm:grid max-sm:grid-cols-5 max-sm:gap-x-2 max-sm:px-4 max-sm:py-2.5">
      <th
        scope="row"
        className="h-10 pr-3 pl-4 text-left font-normal max-sm:col-span-5 max-sm:h-auto max-sm:p-0 max-sm:pb-1 max-sm:font-medium"
      >
        {operationWords(t, one.operation)}
      </th>
      {COLUMNS.map(({ name, short }, n) => (
        <td key={name} className={`pr-4 max-sm:p-0 max-sm:text-left ${cells[n]?.tone}`}>
          <span aria-hidden="true" className="block text-meta text-muted sm:hidden">
            {t(short)}
          </span>
          <span className="whitespace-nowrap">{cells[n]?.text}</span>
        </td>
      ))}
    </tr>
  )
}
