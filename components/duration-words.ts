import type { Translate } from '@/components/translate'
import { splitDuration } from '@/lib/shared/durations'

export function durationWords(t: Translate, ms: number): string {
  const { kind, ...parts } = splitDuration(ms)
  return t(`duration.${kind}`, parts)
}
