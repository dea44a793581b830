import type { Translate } from '@/components/translate'
import { splitDuration } from '@/lib/shared/durations'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

export function durationWords(t: Translate, ms: number): string {
  const { kind, ...parts } = splitDuration(ms)
  return t(`duration.${kind}`, parts)
}

/** Without the seconds, where nobody needs them: from one minute up. */
export function minuteWords(t: Translate, ms: number): string {
  return ms >= MINUTE_MS && ms < HOUR_MS
    ? t('duration.wholeMinutes', { minutes: Math.floor(ms / MINUTE_MS) })
    : durationWords(t, ms)
}
