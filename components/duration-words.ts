import type { Translate } from '@/components/translate'
import { splitDuration } from '@/lib/shared/durations'

const HOUR_MS = 3_600_000

export function durationWords(t: Translate, ms: number): string {
  const { kind, ...parts } = splitDuration(ms)
  return t(`duration.${kind}`, parts)
}

/** Without the seconds, where nobody needs them. */
export function minuteWords(t: Translate, ms: number): string {
  return ms < HOUR_MS
    ? t('duration.wholeMinutes', { minutes: Math.floor(ms / 60_000) })
    : durationWords(t, ms)
}
