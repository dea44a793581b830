import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import type { UnderWay } from '@/components/acts/act-under-way'
import { useNow } from '@/components/clock'
import { useRecordZone } from '@/components/zone'
import { showMoment } from '@/lib/shared/moments'

const MINUTE_MS = 60_000

/** Why nothing of the kind can be asked for right now, and for how long at most. */
export function ActBusy({ action, knownBy }: UnderWay): ReactNode {
  const { kind, state, askedBy, askedByMe } = action
  const t = useTranslations()
  const now = useNow()
  const by = askedByMe ? t('acts.busy.you') : askedBy
  const what = { by, act: kind }
  if (state !== 'unconfirmed') return t('acts.busy.sending', what)
  return (
    <>
      <span className="block">{t(kind === 'run_again' ? 'acts.busy.lostRun' : 'acts.busy.lost', what)}</span>
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
