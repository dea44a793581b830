import 'server-only'
import type { LogEntry } from '@/lib/db/event-log'
import { type Replay, retell, type Story as Told, type ToldEvent } from '@/lib/db/retell'
import { type ActStep, advance, type FlowActionRecord, isEnd, phaseOf } from '@/lib/flow-actions/record'

type Story = Told<FlowActionRecord>

/** The record that the events of one act make, from nothing; or the number of the first that tells what cannot be. */
export function replayAct(events: readonly ToldEvent[]): Replay<FlowActionRecord> {
  return retell(events, { begin, goOn })
}

const NOTHING_YET = {
  sentAt: null,
  answeredAt: null,
  answerVerdict: null,
  answerCode: null,
  answerHttp: null,
  answerText: null,
  answerRequestId: null,
  closedAt: null,
  newFlowInstId: null,
} as const satisfies Partial<FlowActionRecord>

/** The intent carries every column as it was written first. */
function begin({ action, phase, at, subject, orgId, actor, facts }: LogEntry): Story | null {
  const record = { ...NOTHING_YET, ...facts, state: 'requested', version: 1 } as FlowActionRecord
  const isIntent =
    phase === 'requested' &&
    record.id === subject &&
    record.orgId === orgId &&
    record.kind === action &&
    actor.kind === 'person' &&
    record.userId === actor.userId &&
    record.requestedAt === at &&
    Object.entries(NOTHING_YET).every(([name, value]) => record[name as keyof FlowActionRecord] === value)
  return isIntent ? { record, due: null } : null
}

function goOn({ record, due }: Story, entry: LogEntry): Story | null {
  const { action, phase, at, facts } = entry
  if (action !== record.kind) return null
  if (due !== null) {
    const isDue = phase === 'settled' && at === due.at && facts.step === undefined && saysEnd(record, entry)
    return isDue ? { record, due: null } : null
  }
  if (!isStep(facts.step)) return null
  const after = advance(record, facts.step, at)
  if (after === null || facts.version !== after.version) return null
  const own = phaseOf(facts.step)
  if (phase !== (own ?? 'settled')) return null
  if (own === null) return saysEnd(after, entry) ? { record: after, due: null } : null
  return { record: after, due: isEnd(record, after) ? { phase: 'settled', at } : null }
}

function saysEnd(record: FlowActionRecord, { facts }: LogEntry): boolean {
  const { state, newFlowInstId, version } = record
  return facts.outcome === state && facts.newFlowInstId === newFlowInstId && facts.version === version
}

const STEPS: Readonly<Record<ActStep['type'], true>> = {
  sent: true,
  resent: true,
  answered: true,
  answer_lost: true,
  seen: true,
  never_sent: true,
  lost_track: true,
}

/** By its type alone: what else a forged step says shows in the columns that it makes. */
function isStep(value: unknown): value is ActStep {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false
  return typeof value.type === 'string' && Object.hasOwn(STEPS, value.type)
}
