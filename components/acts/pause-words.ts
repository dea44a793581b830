import { durationWords } from '@/components/duration-words'
import type { Translate } from '@/components/translate'
import type { CancellationView } from '@/lib/shared/cancellation'
import type { PauseWish } from '@/lib/shared/flow-actions'

type Asked = Pick<CancellationView, 'requestedAt'> & {
  pause: PauseWish
  /** From the same record. */
  isResumed?: boolean
}

/** What became of *Pause the schedule too*, in one sentence. */
export function pauseWords(t: Translate, { pause, requestedAt, isResumed = false }: Asked): string {
  const { state, action } = pause
  if (state === 'paused_since') {
    const duration = durationWords(t, pause.pausedAt - requestedAt)
    return t(isResumed ? 'acts.pause.resumed_since' : 'acts.pause.paused_since', { duration })
  }
  if (state === 'under_way' && action?.state === 'unconfirmed') return t('acts.pause.checking')
  return t(state === 'paused' && isResumed ? 'acts.pause.resumed' : `acts.pause.${state}`)
}
