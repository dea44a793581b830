import { type RunClock, runWords } from '@/components/acts/run-words'
import { durationWords } from '@/components/duration-words'
import { kindOf, said } from '@/components/history/timeline-words'
import type { Translate } from '@/components/translate'
import type { FlowActionKind } from '@/lib/shared/flow-actions'
import type { TimelineEvent } from '@/lib/shared/timeline'

/** One plain sentence for an event of an act on the workflow, which it names. */
export function actSentence(
  t: Translate,
  event: TimelineEvent,
  { action, clock }: { action: FlowActionKind; clock: RunClock },
): string {
  return t('record.act.line', { act: t(`record.act.${action}`), what: whatHappened(t, event, clock) })
}

function whatHappened(t: Translate, event: TimelineEvent, clock: RunClock): string {
  const kind = kindOf(event)
  switch (kind) {
    case 'requested':
      return askedFor(t, event, clock)
    case 'accepted':
    case 'turnedAway':
    case 'undecided':
      return t(`record.act.${kind}`, { said: said(t, event) })
    case 'timeout':
      return t('record.act.timeout', { duration: durationWords(t, event.ms ?? 0) })
    case 'sent':
    case 'resent':
    case 'cut':
    case 'unreadable':
    case 'unreachable':
    case 'answerLost':
    case 'observed':
      return t(`record.act.${kind}`)
    case 'settled':
      return endOf(t, event)
    case 'attemptNotSent':
    case 'asked_again':
    case 'reopened':
    case 'changed_later':
    case 'unknown':
      return t('record.event.unknown', { phase: event.phase })
    default:
      return kind satisfies never
  }
}

function askedFor(t: Translate, { by, at, triggerAt }: TimelineEvent, clock: RunClock): string {
  const asked = t('record.act.requested', { by: by ?? t('record.flowstop') })
  if (triggerAt === null) return asked
  const run = runWords(t, { triggerAt, requestedAt: at }, clock)
  return t('record.act.requestedRun', { asked, run })
}

function endOf(t: Translate, { action, outcome, newFlowInstId }: TimelineEvent): string {
  if (outcome === 'done' && action === 'run_again') {
    return newFlowInstId === null ? t('record.act.taken') : t('record.act.started', { id: newFlowInstId })
  }
  switch (outcome) {
    case 'done':
    case 'refused':
    case 'not_sent':
    case 'not_done':
    case 'lost_track':
      return t(`record.act.${outcome}`)
    default:
      return t('record.event.settled')
  }
}
