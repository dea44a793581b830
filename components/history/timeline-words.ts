import { durationWords } from '@/components/duration-words'
import { codeWord } from '@/components/history/record-headline'
import type { Translate } from '@/components/translate'
import type { TimelineEvent } from '@/lib/shared/timeline'

/** What an event was, closer than its phase tells it. */
export type Kind =
  | 'requested'
  | 'sent'
  | 'resent'
  | 'accepted'
  | 'turnedAway'
  | 'undecided'
  | 'timeout'
  | 'cut'
  | 'unreadable'
  | 'unreachable'
  | 'answerLost'
  | 'attemptNotSent'
  | 'observed'
  | 'settled'
  | 'asked_again'
  | 'reopened'
  | 'changed_later'
  | 'unknown'

export function kindOf({ phase, verdict, reply, why }: TimelineEvent): Kind {
  switch (phase) {
    case 'requested':
    case 'sent':
    case 'resent':
    case 'observed':
    case 'settled':
    case 'asked_again':
    case 'reopened':
    case 'changed_later':
      return phase
    case 'answered':
    case 'no_answer':
      // An answer that nobody can read may still say no, by its HTTP status.
      if (verdict === 'turned_away') return 'turnedAway'
      if (verdict === 'accepted') return 'accepted'
      if (why !== null) return 'attemptNotSent'
      if (reply === null) return 'answerLost'
      return reply === 'answer' ? 'undecided' : reply
    default:
      return 'unknown'
  }
}

/** One plain sentence for an event; `asked` is when the cancel was asked for (Unix ms). */
export function eventSentence(t: Translate, event: TimelineEvent, asked: number): string {
  const kind = kindOf(event)
  const by = event.by ?? t('record.flowstop')
  switch (kind) {
    case 'requested':
    case 'asked_again':
    case 'reopened':
      return t(`record.event.${kind}`, { by })
    case 'sent':
    case 'resent':
      return t(`record.event.${kind}`, { attempt: event.attempt ?? 1 })
    case 'accepted':
    case 'turnedAway':
    case 'undecided':
      return t(`record.event.${kind}`, { said: said(t, event) })
    case 'timeout':
      return t('record.event.timeout', { duration: durationWords(t, event.ms ?? 0) })
    case 'attemptNotSent':
      return t('record.event.attemptNotSent', { attempt: event.attempt ?? 1, why: notSentWhy(t, event) })
    case 'observed':
    case 'changed_later':
      return t(`record.event.${kind}`, { status: codeWord(t, event.status) })
    case 'settled':
      return settledSentence(t, event, asked)
    case 'unknown':
      return t('record.event.unknown', { phase: event.phase })
    default:
      return t(`record.event.${kind}`)
  }
}

function settledSentence(t: Translate, event: TimelineEvent, asked: number): string {
  switch (event.outcome) {
    case 'stopped':
      return t('record.event.stopped', { duration: durationWords(t, event.at - asked) })
    case 'finished_first':
      return t('record.event.finished_first', { status: codeWord(t, event.status) })
    case 'not_sent':
      return event.why === null
        ? t('record.not_sent')
        : t('record.notSentBecause', { why: notSentWhy(t, event) })
    case 'refused':
    case 'lost_track':
      return t(`record.event.${event.outcome}`)
    default:
      return t('record.event.settled')
  }
}

function notSentWhy(t: Translate, { why }: TimelineEvent): string {
  return why === null ? t('common.none') : t(`record.notSentWhy.${why}`)
}

/** EnOS's code and text, or its HTTP status where it gave no code. */
export function said(t: Translate, { code, http, text }: TimelineEvent): string {
  const number = code ?? (http === null ? null : t('record.detail.http', { http }))
  return [number, text].filter((part) => part !== null && part !== '').join(' ') || t('common.none')
}

/** What is added to an answer for whoever has to look further. */
export function eventDetails(t: Translate, event: TimelineEvent): string[] {
  const { http, code, requestId, ms, source } = event
  const kind = kindOf(event)
  return [
    kind === 'unreadable' && http !== null ? t('record.detail.http', { http }) : null,
    kind === 'unreadable' && code !== null ? t('common.enosCode', { code }) : null,
    requestId === null ? null : t('record.detail.request', { id: requestId }),
    ms === null || kind === 'timeout' ? null : t('record.detail.ms', { ms }),
    source === 'list' ? t('record.detail.seenInList') : null,
  ].filter((detail) => detail !== null)
}
