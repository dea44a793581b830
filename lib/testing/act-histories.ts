import { randomUUID } from 'node:crypto'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'
import { type ActIntent, openAct } from '@/lib/flow-actions/open-action'
import type { ActStep, FlowActionRecord } from '@/lib/flow-actions/record'
import type { Viewer } from '@/lib/people/viewer'
import { viewerOf } from '@/lib/testing/people'

const ACCEPTED: ActStep = {
  type: 'answered',
  verdict: 'accepted',
  reply: 'answer',
  http: 200,
  code: 0,
  text: 'OK',
  requestId: 'r-1',
  ms: 12,
  newFlowInstId: '2438-20261122060430',
}
export const TIMED_OUT: ActStep = {
  ...ACCEPTED,
  verdict: 'unconfirmed',
  reply: 'timeout',
  http: null,
  code: null,
  text: null,
  requestId: null,
  newFlowInstId: null,
}
export const SENT: ActStep = { type: 'sent' }
export const LOST: ActStep = { type: 'answer_lost' }

/** Lives that between them fill every column and write every phase. */
export const ACT_LIVES: Record<string, ActStep[]> = {
  done: [SENT, { type: 'resent' }, ACCEPTED],
  refused: [SENT, { ...ACCEPTED, verdict: 'turned_away', code: 62103, newFlowInstId: null }],
  notSent: [{ type: 'never_sent', why: 'restart' }],
  unmarked: [SENT, { type: 'never_sent', why: 'not_allowed', certain: true }],
  foundDone: [SENT, TIMED_OUT, { type: 'seen', isDone: true, newFlowInstId: '2438-20261122060431' }],
  notDone: [SENT, LOST, { type: 'seen', isDone: false, newFlowInstId: null }],
  lostTrack: [SENT, LOST, { type: 'lost_track' }],
  answeredAfterAll: [SENT, LOST, { type: 'seen', isDone: false, newFlowInstId: null }, ACCEPTED],
  open: [SENT],
}

let count = 0

export function intentOf(overrides: Partial<ActIntent> = {}): ActIntent {
  count += 1
  const at = Date.now()
  return {
    kind: 'run_again',
    key: randomUUID(),
    flowInstId: '2438-202611220600',
    flowId: String(5_000 + count),
    flowName: 'wind-farm-power-hourly',
    owners: ['alice'],
    cancellationId: null,
    triggerAt: at,
    knownBefore: ['2438-202611220600'],
    at,
    dueAt: at,
    ...overrides,
  }
}

/** Writes an act as the application does, step by step. */
export async function liveAct(
  steps: readonly ActStep[],
  overrides: Partial<ActIntent> = {},
  viewer: Viewer = viewerOf(),
): Promise<FlowActionRecord> {
  const opened = await openAct(viewer, intentOf(overrides))
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  let { record } = opened
  for (const step of steps) {
    const actor = { kind: 'system', part: 'follower' } as const
    const appended = await appendFlowEvent(record, { step, actor, at: Date.now() })
    if (!appended.written) throw new Error(`${step.type} was not written.`)
    record = appended.record
  }
  return record
}
