import type { Translate } from '@/components/translate'
import { businessDateOf } from '@/lib/shared/business-date'
import type { Locale } from '@/lib/shared/locale'
import { showMoment } from '@/lib/shared/moments'

/** A run that is asked for now is given a second of just before (quietSecond). */
const NOW_WITHIN_MS = 15_000

export type RunClock = {
  locale: Locale
  /** The zone in which records are shown. */
  zone: string
  /** The zone of EnOS's trigger times, which decides the business date; null where nobody knows. */
  enosZone: string | null
}

type Run = { triggerAt: number; requestedAt: number }

/** For when a run was asked: now or a trigger time of before, with its business date. */
export function runWords(t: Translate, { triggerAt, requestedAt }: Run, clock: RunClock): string {
  const ago = requestedAt - triggerAt
  const isNow = ago >= 0 && ago <= NOW_WITHIN_MS
  const { day, clock: time } = showMoment(triggerAt, clock)
  const when = isNow ? t('acts.run.now') : t('acts.run.trigger', { time: `${day} ${time}` })
  if (clock.enosZone === null) return when
  return t('acts.run.dated', { when, date: businessDateOf(triggerAt, clock.enosZone) })
}
