import 'server-only'
import type { Actor, CancellationRecord } from '@/lib/cancellations/record'
import { waitAfterLook } from '@/lib/cancellations/timing'
import { openAct } from '@/lib/flow-actions/open-action'
import { keyWithCancel } from '@/lib/flow-actions/record'
import { actorOf } from '@/lib/instances/actor-of'
import { senderOf } from '@/lib/instances/acts/send-act'
import { readInstance } from '@/lib/instances/read'
import { hasNoSchedule, readFlow } from '@/lib/instances/read-flow'
import { sendInTime } from '@/lib/instances/send/send-in-time'
import { startLimits } from '@/lib/instances/send/time-limits'
import { log } from '@/lib/log'

const READ_DEADLINE_MS = 4_000

/**
 * *Pause the schedule too*: begun once EnOS has accepted the cancel and that is on record, as the person who asked for
 * it. Nobody waits for it, and it never throws: where it does not come to anything, the record shows that the schedule
 * was not paused. So it does where another owner's attempt was accepted: nobody acts in the name of who wished it once.
 */
export async function pauseAfterCancel(record: CancellationRecord, asker: Actor): Promise<void> {
  if (!record.pauseSchedule || asker.kind !== 'person' || asker.userId !== record.userId) return
  try {
    await pause(record)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    log.error({ event: 'act.pause_failed', cancellationId: record.id, reason })
  }
}

async function pause(record: CancellationRecord): Promise<void> {
  const { id: cancellationId, flowInstId, username } = record
  const options = { actor: actorOf(record), priority: 'person', deadlineMs: READ_DEADLINE_MS } as const
  const read = await readInstance(record, flowInstId, options)
  if (!read.ok || !read.value.instance.owners.includes(username))
    return notBegun(record, read.ok ? 'not_owner' : read.error.code)
  const { flowId, flowName, owners } = read.value.instance
  // The wish came from a page, which may have been told otherwise. Where EnOS does not say, the wish stands: what it
  // makes of the POST is on record. One that is paused already is told so, too, and stays as it is.
  const flow = await readFlow(record, flowId, { priority: 'person', deadlineMs: READ_DEADLINE_MS })
  if (flow.ok && hasNoSchedule(flow.value)) return notBegun(record, 'not_periodic')
  const at = Date.now()
  const opened = await openAct(record, {
    kind: 'pause_schedule',
    key: keyWithCancel(cancellationId),
    ...{ flowInstId, flowId, flowName, owners, cancellationId, at },
    triggerAt: null,
    knownBefore: [],
    dueAt: at + waitAfterLook(1),
  })
  if (opened.kind !== 'opened') return
  await sendInTime(opened.record, senderOf(opened.record), startLimits())
}

function notBegun({ id: cancellationId }: CancellationRecord, why: string | number): void {
  log.warn({ event: 'act.pause_not_begun', cancellationId, why })
}
