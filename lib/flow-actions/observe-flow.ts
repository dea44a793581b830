import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import type { Actor } from '@/lib/db/event-log'
import { flowActions } from '@/lib/db/schema'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'
import type { FlowActionRecord } from '@/lib/flow-actions/record'

export type FlowRead = {
  /** Whether the schedule runs, as EnOS says; null where it does not. */
  isActive: boolean | null
  /** When EnOS was asked (Unix ms). */
  askedAt: number
}

type Observation = FlowRead & {
  orgId: string
  flowId: string
  actor: Actor
  /** From when a read that shows a schedule as it was says that it was not changed (Unix ms). */
  notDoneFrom: (record: FlowActionRecord) => number
}

/** Every read of a workflow goes through here: it settles a pause or resumption whose answer was lost. */
export async function observeFlow({
  orgId,
  flowId,
  actor,
  notDoneFrom,
  ...read
}: Observation): Promise<void> {
  if (read.isActive === null) return
  const db = await getDb()
  const ofFlow = and(eq(flowActions.orgId, orgId), eq(flowActions.flowId, flowId))
  const isSwitch = inArray(flowActions.kind, ['pause_schedule', 'resume_schedule'])
  const isWaiting = eq(flowActions.state, 'unconfirmed')
  for (const record of await db
    .select()
    .from(flowActions)
    .where(and(ofFlow, isSwitch, isWaiting))) {
    const shown = whatShows(record, read, notDoneFrom(record))
    if (shown === 'not_yet') continue
    const step = { type: 'seen', isDone: shown === 'done', newFlowInstId: null } as const
    await appendFlowEvent(record, { step, actor, at: Date.now() })
  }
}

/** What a read says of a pause or resumption: that it was done, that it was not, or nothing yet. */
export function whatShows(
  { kind, sentAt, requestedAt }: FlowActionRecord,
  { isActive, askedAt }: FlowRead,
  notDoneFrom: number,
): 'done' | 'not_done' | 'not_yet' {
  if (isActive === null || askedAt < (sentAt ?? requestedAt)) return 'not_yet'
  if (isActive === (kind === 'resume_schedule')) return 'done'
  return askedAt < notDoneFrom ? 'not_yet' : 'not_done'
}
