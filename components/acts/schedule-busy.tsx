import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useNow } from '@/components/clock'
import { useRecordZone } from '@/components/zone'
import type { FlowActionView } from '@/lib/shared/flow-actions'
import { showMoment } from '@/lib/shared/moments'

const MINUTE_MS = 60_000

type Props = { action: FlowActionView; knownBy: number | null }

/** Why nothing else can be asked of a schedule right now, and for how long at most. */
export function ScheduleBusy({ action: { kind, state, askedBy, askedByMe }, knownBy }: Props): ReactNode {
  const t = useTranslations()
  const now = useNow()
  const by = askedByMe ? t('acts.busy.you') : askedBy
  const what = { by, act: kind }
  if (state !== 'unconfirmed') return t('acts.busy.sending', what)
  return (
    <>
      <span className="block">{t('acts.busy.lost', what)}</span>
      {knownBy === null || now > knownBy ? t('acts.busy.later') : <Until at={knownBy} />}
    </>
  )
}

function Until({ at }: { at: number }): ReactNode {
  const t = useTranslations()
  // The whole minute after it: nobody comes back too early.
  const until = Math.ceil(at / MINUTE_MS) * MINUTE_MS
  const { clock, exact } = showMoment(until, { locale: useLocale(), zone: useRecordZone() })
  return <span title={exact}>{t('acts.busy.until', { time: clock.slice(0, 5) })}</span>
}
