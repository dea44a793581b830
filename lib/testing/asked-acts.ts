import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { NewInstance } from '@/e2e/support/simulator-control'
import { actionFollowUps, flowActions } from '@/lib/db/schema'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'
import { openAct } from '@/lib/flow-actions/open-action'
import type { ActStep, FlowActionRecord } from '@/lib/flow-actions/record'
import type { FlowActionKind } from '@/lib/shared/flow-actions'
import { intentOf, LOST, SENT } from '@/lib/testing/act-histories'
import { OVER } from '@/lib/testing/acts'
import { follower } from '@/lib/testing/cancellation-steps'
import { scene } from '@/lib/testing/scene'

const HOUR = 3_600_000

/** Sent, and the answer never came. */
export const UNANSWERED: ActStep[] = [SENT, LOST]

/** An act on a seeded instance that was asked for some time ago, with what has happened to it since. */
export async function askedAct(
  kind: FlowActionKind,
  agoMs: number,
  { steps = [], instance = {} }: { steps?: ActStep[]; instance?: Partial<NewInstance> } = {},
): Promise<FlowActionRecord> {
  const at = Math.floor((Date.now() - agoMs) / 1_000) * 1_000
  const owners = [scene.account.username]
  const flowActive = kind !== 'resume_schedule'
  const seeded = {
    owners,
    type: 1,
    status: 'RUNNING',
    triggerTime: at - HOUR,
    freq: OVER,
    flowActive,
    ...instance,
  } as const
  const { flowInstId, flowId } = await scene.enos.control.seedInstance(seeded)
  const opened = await openAct(
    scene.viewer,
    intentOf({
      ...{ kind, key: randomUUID(), flowInstId, flowId: String(flowId), owners, at, dueAt: at },
      ...{ knownBefore: [], triggerAt: kind === 'run_again' ? at : null },
    }),
  )
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  let { record } = opened
  for (const [order, step] of steps.entries())
    record = (await appendFlowEvent(record, { step, actor: follower, at: at + order + 1 })).record
  return record
}

export async function reloadAct({ id }: FlowActionRecord): Promise<FlowActionRecord> {
  const [record] = await scene.database.db.select().from(flowActions).where(eq(flowActions.id, id))
  return record as FlowActionRecord
}

/** When the follower looks at it next. */
export async function planOf({ id }: FlowActionRecord) {
  const { db } = scene.database
  return (await db.select().from(actionFollowUps).where(eq(actionFollowUps.actionId, id)))[0]
}
