import type { ReactNode } from 'react'
import { Moment } from '@/components/history/moment'
import { ImpactFacts } from '@/components/instances/impact/impact-facts'
import type { Translate } from '@/components/translate'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { Impact } from '@/lib/shared/impact'

type Props = {
  cancellation: Pick<CancellationView, 'askedBy' | 'askedByMe'>
  impact: Impact | null
  t: Translate
}

/** What was on the screen of whoever asked when they confirmed. */
export function Known({ cancellation: { askedBy, askedByMe }, impact, t }: Props): ReactNode {
  return (
    <section aria-labelledby="known" className="flex flex-col gap-2">
      <h2 id="known" className="break-words font-semibold text-title">
        {askedByMe ? t('known.titleMe') : t('known.title', { name: askedBy })}
      </h2>
      <div className="flex flex-col gap-2 rounded-lg border bg-surface px-4 py-3 text-table">
        {impact === null ? (
          <p className="text-muted">{t('known.none')}</p>
        ) : (
          <>
            <div className="flex flex-wrap items-baseline gap-x-1.5 text-meta text-muted">
              {t('known.at')} <Moment at={impact.readAt} />
            </div>
            <ImpactFacts impact={impact} tense="known" />
          </>
        )}
      </div>
    </section>
  )
}
