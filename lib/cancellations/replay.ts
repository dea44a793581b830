import 'server-only'
import { advance, phaseOf } from '@/lib/cancellations/advance'
import type { CancellationRecord, Step } from '@/lib/cancellations/record'
import type { LogEntry } from '@/lib/db/event-log'
import { type Replay, retell, type Story as Told, type ToldEvent } from '@/lib/db/retell'
import { isOpen } from '@/lib/shared/cancellation'

type Story = Told<CancellationRecord>

/**
 * The record that the events of one cancellation make, from nothing; or the number of the first event that tells what
 * cannot have happened. Events that only tell a reader what a step meant must say what the step says.
 */
export function replay(events: readonly ToldEvent[]): Replay<CancellationRecord> {
  return retell(events, { begin, goOn })
}

const NOTHING_YET = {
  attempts: 0,
  sentAt: null,
  lastSentAt: null,
  answeredAt: null,
  answerVerdict: null,
  answerCode: null,
  answerHttp: null,
  answerText: null,
  answerRequestId: null,
  closedAt: null,
  statusAfter: null,
  instanceEnded: null,
  reopenedAt: null,
  laterStatus: null,
  laterAt: null,
} as const satisfies Partial<CancellationRecord>

/** Columns of the intent that older events do not have yet. */
const ADDED_LATER = { impact: null, pauseSchedule: false } as const satisfies Partial<CancellationRecord>

/** The intent carries every column as it was written first. */
function begin({ phase, at, subject, orgId, actor, facts }: LogEntry): Story | null {
  const record = {
    ...NOTHING_YET,
    ...ADDED_LATER,
    ...facts,
    state: 'requested',
    version: 1,
  } as CancellationRecord
  const isIntent =
    phase === 'requested' &&
    record.id === subject &&
    record.orgId === orgId &&
    actor.kind === 'person' &&
    record.userId === actor.userId &&
    record.requestedAt === at &&
    record.statusSeenAt === at &&
    record.statusSeen === record.statusBefore &&
    Object.entries(NOTHING_YET).every(([name, value]) => record[name as keyof CancellationRecord] === value)
  return isIntent ? { record, due: null } : null
}

function goOn(story: Story, entry: LogEntry): Story | null {
  if (isStep(entry.facts.step)) return takeStep(story, entry, entry.facts.step)
  switch (entry.phase) {
    case 'asked_again':
      return announceAttempt(story, entry)
    case 'settled':
      return story.due?.phase === 'settled' && entry.at === story.due.at && saysEnd(story.record, entry)
        ? { ...story, due: null }
        : null
    default:
      return null
  }
}

function announceAttempt({ record, due }: Story, { at, facts }: LogEntry): Story | null {
  const isNext = facts.attempt === record.attempts + 1 && facts.version === record.version + 1
  return due === null && isNext ? { record, due: { phase: 'sent', at } } : null
}

function takeStep({ record, due }: Story, entry: LogEntry, step: Step): Story | null {
  const isAnnounced = due?.phase === 'sent' && due.at === entry.at
  const mustBeAnnounced = step.type === 'sent' && step.attempt > 1
  if (mustBeAnnounced ? !isAnnounced : due !== null) return null
  const after = advance(record, step, entry.at)
  if (after === null || entry.facts.version !== after.version) return null
  const isEnd = isOpen(record.state) && !isOpen(after.state)
  const phase = phaseOf(record, step)
  if (phase === null) {
    return isEnd && entry.phase === 'settled' && saysEnd(after, entry) ? { record: after, due: null } : null
  }
  if (entry.phase !== phase) return null
  return { record: after, due: isEnd ? { phase: 'settled', at: entry.at } : null }
}

function saysEnd(record: CancellationRecord, { facts }: LogEntry): boolean {
  return (
    facts.outcome === record.state &&
    facts.statusAfter === record.statusAfter &&
    facts.instanceEnded === record.instanceEnded &&
    facts.version === record.version
  )
}

const STEPS: Readonly<Record<Step['type'], true>> = {
  sent: true,
  resent: true,
  answered: true,
  answer_lost: true,
  seen: true,
  never_sent: true,
  lost_track: true,
  reopened: true,
  changed_later: true,
}

/** By its type alone: what else a forged step says shows in the columns that it makes. */
function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false
  return typeof value.type === 'string' && Object.hasOwn(STEPS, value.type)
}
