import { isTurnedAway, lateState, timeToEnd } from '@/components/cancellations/state-badge'
import { statusWord } from '@/components/instances/status-badge'
import { refusalOf } from '@/components/problem-words'
import type { Translate } from '@/components/translate'
import { type CancellationView, isOverdue } from '@/lib/shared/cancellation'
import { statusFromCode } from '@/lib/shared/statuses'
import type { CancellationStory } from '@/lib/shared/timeline'

/** How a cancellation ended, or how it is going, in the words of product.md. */
export function recordHeadline(
  t: Translate,
  { cancellation, timeline }: CancellationStory,
  now: number,
): string {
  const { state } = cancellation
  switch (state) {
    case 'stopped':
      return t('state.stopped', { duration: timeToEnd(cancellation, t) })
    case 'finished_first':
      return t('record.finished_first', { status: codeWord(t, cancellation.statusAfter) })
    case 'refused':
      return refusedWords(t, cancellation)
    case 'not_sent': {
      const why = timeline.findLast(
        ({ action, outcome }) => action === 'cancel' && outcome === 'not_sent',
      )?.why
      return why ? t('record.notSentBecause', { why: t(`record.notSentWhy.${why}`) }) : t('record.not_sent')
    }
    default:
      if (isTurnedAway(cancellation)) return t('state.turnedAway')
      return t(`state.${isOverdue(cancellation, now) ? lateState(cancellation) : state}`)
  }
}

export function codeWord(t: Translate, code: number | null): string {
  return code === null ? t('common.none') : statusWord(t, statusFromCode(code))
}

function refusedWords(t: Translate, { answer, askedBy, askedByMe }: CancellationView): string {
  const who = askedByMe ? 'me' : 'other'
  const why = t(`record.refusedWhy.${refusalOf(answer)}`, { who, by: askedBy })
  const code = answer?.code
  return typeof code === 'number' ? t('record.refusedWithCode', { why, code }) : t('record.refused', { why })
}
