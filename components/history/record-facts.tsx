import type { ReactNode } from 'react'
import { StatusBadge } from '@/components/instances/status-badge'
import type { Translate } from '@/components/translate'
import { CopyButton } from '@/components/ui/copy-button'
import type { CancellationView } from '@/lib/shared/cancellation'
import { statusFromCode } from '@/lib/shared/statuses'

/** What the instance was doing, and what EnOS said to it. */
export function RecordFacts({
  cancellation,
  t,
}: {
  cancellation: CancellationView
  t: Translate
}): ReactNode {
  const { statusBefore, attempts, answer } = cancellation
  return (
    <section aria-labelledby="details" className="flex flex-col gap-2">
      <h2 id="details" className="font-semibold text-title">
        {t('record.details')}
      </h2>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3 text-table sm:max-lg:grid-cols-4">
        <Fact name={t('record.statusBefore')}>
          <StatusBadge status={statusFromCode(statusBefore)} t={t} />
        </Fact>
        <Fact name={t('record.attempts')}>{t('record.times', { count: attempts })}</Fact>
        {answer?.requestId ? (
          <Fact name={t('record.request')} isWide>
            <span className="flex items-center gap-1">
              <span className="break-all font-mono">{answer.requestId}</span>
              <CopyButton text={answer.requestId} className="-my-1" />
            </span>
          </Fact>
        ) : null}
      </dl>
    </section>
  )
}

type FactProps = { name: string; isWide?: boolean; children: ReactNode }

function Fact({ name, isWide = false, children }: FactProps): ReactNode {
  return (
    <div className={`flex min-w-0 flex-col items-start gap-1 ${isWide ? 'col-span-2' : ''}`}>
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="min-w-0 max-w-full">{children}</dd>
    </div>
  )
}
