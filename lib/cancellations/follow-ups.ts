import 'server-only'
import { inArray } from 'drizzle-orm'
import type { CancellationRecord } from '@/lib/cancellations/record'
import { getDb } from '@/lib/db/client'
import { cancellations, followUps } from '@/lib/db/schema'
import { type Taking, workListOf } from '@/lib/db/work-list'

export type Due = { record: CancellationRecord; looks: number }

const work = workListOf(followUps, { ...followUps, id: followUps.cancellationId })

export const { lookAgainAt, lookNoMore, voidLeases, giveBack } = work

/** Takes the cancellations that are due for a look (`WorkList.take`). */
export async function takeDue(taking: Taking): Promise<Due[]> {
  const taken = new Map((await work.take(taking)).map(({ id, looks }) => [id, looks]))
  if (taken.size === 0) return []
  const db = await getDb()
  const records = await db
    .select()
    .from(cancellations)
    .where(inArray(cancellations.id, [...taken.keys()]))
  return records.map((record) => ({ record, looks: taken.get(record.id) ?? 1 }))
}
