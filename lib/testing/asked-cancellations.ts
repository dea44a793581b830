import { eq } from 'drizzle-orm'
import type { NewInstance } from '@/e2e/support/simulator-control'
import { appendEvent } from '@/lib/cancellations/append-event'
import type { CancellationRecord, Step } from '@/lib/cancellations/record'
import { followUps } from '@/lib/db/schema'
import { answer, follower, open } from '@/lib/testing/cancellation-steps'
import { scene } from '@/lib/testing/scene'

export const SENT: Step = { type: 'sent', attempt: 1 }
export const ACCEPTED: Step = answer('accepted')

/** A read has shown this status, of an instance that goes on. */
export const seen = (status: number): Step => ({
  ...{ type: 'seen', seen: 'live', status, ended: null, source: 'get', turnedAway: false },
})

/** A cancellation of a seeded instance that was asked for some time ago, with what has happened to it since. */
export async function askedCancellation(
  agoMs: number,
  { steps = [], instance = {} }: { steps?: Step[]; instance?: Partial<NewInstance> } = {},
): Promise<CancellationRecord> {
  const at = Date.now() - agoMs
  const seeded: NewInstance = { owners: [scene.account.username], type: 1, status: 'RUNNING', ...instance }
  const { flowInstId } = await scene.enos.control.seedInstance(seeded)
  let record = await open({ flowInstId, owners: seeded.owners, at }, scene.viewer)
  for (const [order, step] of steps.entries())
    record = (await appendEvent(record, { step, actor: follower, at: at + order + 1 })).record
  return record
}

/** When the follower looks at it next. */
export async function planOf({ id }: CancellationRecord) {
  const { db } = scene.database
  return (await db.select().from(followUps).where(eq(followUps.cancellationId, id)))[0]
}

export function readsOf({ flowInstId }: CancellationRecord) {
  return scene.enos.control.calls({ operation: 'flowInstances.get', flowInstId })
}
