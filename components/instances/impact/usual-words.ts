import { durationWords, minuteWords } from '@/components/duration-words'
import type { Translate } from '@/components/translate'
import type { Impact } from '@/lib/shared/impact'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** "12 to 15 min", "50 s to 1 min 20 s", "about 3 min": a unit that both ends share is said once. */
export function usualWords(t: Translate, { fromMs, toMs }: NonNullable<Impact['usual']>): string {
  const [from, to] = [aboutWords(t, fromMs), aboutWords(t, toMs)]
  if (from === to) return t('impact.about', { from })
  const unit = unitOf(fromMs)
  const isShared = unit !== null && unit === unitOf(toMs)
  return t('impact.range', { from: isShared ? String(fromMs / unit) : from, to })
}

/** A rounded length, without the seconds that were rounded away. */
function aboutWords(t: Translate, ms: number): string {
  return ms % MINUTE_MS === 0 ? minuteWords(t, ms) : durationWords(t, ms)
}

/** The one unit that says such a length, where one does. */
function unitOf(ms: number): number | null {
  if (ms < MINUTE_MS) return ms % SECOND_MS === 0 ? SECOND_MS : null
  return ms < HOUR_MS && ms % MINUTE_MS === 0 ? MINUTE_MS : null
}
