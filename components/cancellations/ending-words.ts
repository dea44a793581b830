import { timeToEnd } from '@/components/cancellations/state-badge'
import { statusWord } from '@/components/instances/status-badge'
import type { Translate } from '@/components/translate'
import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import { statusFromCode } from '@/lib/shared/statuses'

/** One sentence that tells how a cancellation ended; whose it was, where somebody else asked for it. */
export function endingWords(t: Translate, ending: CancellationView): string {
  const sentence = howItEnded(t, ending)
  return ending.askedByMe ? sentence : t('endings.ofOther', { by: ending.askedBy, ending: sentence })
}

function howItEnded(t: Translate, ending: CancellationView): string {
  const { state, flowName: name, statusAfter } = ending
  if (isOpen(state)) return name
  switch (state) {
    case 'stopped':
      return t('endings.stopped', { name, duration: timeToEnd(ending, t) })
    case 'finished_first': {
      const status = statusAfter === null ? t('common.none') : statusWord(t, statusFromCode(statusAfter))
      return t('endings.finished_first', { name, status })
    }
    default:
      return t(`endings.${state}`, { name })
  }
}
