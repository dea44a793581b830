import 'server-only'
import { inArray } from 'drizzle-orm'
import { getDb } from '@/lib/db/client'
import { actionFollowUps, flowActions } from '@/lib/db/schema'
import { type Taking, workListOf } from '@/lib/db/work-list'
import type { FlowActionRecord } from '@/lib/flow-actions/record'

export type DueAct = { record: FlowActionRecord; looks: number }

export const actWork = workListOf(actionFollowUps, { ...actionFollowUps, id: actionFollowUps.actionId })

/** Takes the open acts that are due for a look (`WorkList.take`). */
export async function takeDueActs(taking: Taking): Promise<DueAct[]> {
  const taken = new Map((await actWork.take(taking)).map(({ id, looks }) => [id, looks]))
  if (taken.size === 0) return []
  const db = await getDb()
  const records = await db
    .select()
    .from(flowActions)
    .where(inArray(flowActions.id, [...taken.keys()]))
  return records.map((record) => ({ record, looks: taken.get(record.id) ?? 1 }))
}
