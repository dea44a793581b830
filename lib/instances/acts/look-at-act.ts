import 'server-only'
import { appendFlowEvent } from '@/lib/flow-actions/append-event'
import { whatShows } from '@/lib/flow-actions/observe-flow'
import { findOtherRuns } from '@/lib/flow-actions/other-runs'
import type { ActStep, FlowActionRecord } from '@/lib/flow-actions/record'
import { getGateway } from '@/lib/gateway/configured'
import type { GatewayError } from '@/lib/gateway/errors'
import { findNewRun } from '@/lib/instances/acts/new-run'
import { listRunsAt } from '@/lib/instances/acts/runs-at'
import { readInstance } from '@/lib/instances/read'
import {
  answerLostAt,
  type Look,
  lookThatFailed,
  runShownBy,
  trackLostAt,
  unsentAt,
} from '@/lib/instances/send/left-behind'
import { isActionOpen } from '@/lib/shared/flow-actions'

/** The whole time of a call by the default settings, and some to wait for its turn. */
const READ_DEADLINE_MS = 15_000

const FOLLOWER = { kind: 'system', part: 'follower' } as const

/** `unclear`: EnOS answered, and what it said does not tell whether it was done; nor will it later. */
type Shown =
  | { kind: 'done'; newFlowInstId: string | null }
  | { kind: 'not_done' | 'not_yet' | 'unclear' }
  | { kind: 'failed'; error: GatewayError }

/**
 * One look at an open act, as the person who asked for it: closes what was never sent, gives up waiting for a lost
 * answer, and then reads whether it was done. `since`: from when this server could look.
 */
export async function lookAtAct(record: FlowActionRecord, since = 0): Promise<Look> {
  let latest = record
  const append = async (step: ActStep): Promise<void> => {
    latest = (await appendFlowEvent(latest, { step, actor: FOLLOWER, at: Date.now() })).record
  }
  if (record.state === 'requested' && Date.now() > unsentAt(record))
    await append({ type: 'never_sent', why: 'restart' })
  if (record.state === 'sent' && Date.now() > answerLostAt(record)) await append({ type: 'answer_lost' })
  if (latest.state !== 'unconfirmed') return isActionOpen(latest.state) ? 'waiting' : 'ended'
  const shown = await readWhether(latest)
  if (shown.kind === 'done') await append({ type: 'seen', isDone: true, newFlowInstId: shown.newFlowInstId })
  if (shown.kind === 'not_done') await append({ type: 'seen', isDone: false, newFlowInstId: null })
  if (shown.kind === 'unclear') await append({ type: 'lost_track' })
  if (!isActionOpen(latest.state)) return 'ended'
  const look = shown.kind === 'failed' ? lookThatFailed(shown.error) : 'open'
  // It stands in everybody's way while it is open, and who asked for it may not read any more what became of it.
  const lostAt = look === 'refused' ? runShownBy(latest) : trackLostAt(record.requestedAt, look, since)
  if (Date.now() > lostAt) await append({ type: 'lost_track' })
  return isActionOpen(latest.state) ? look : 'ended'
}

function readWhether(record: FlowActionRecord): Promise<Shown> {
  switch (record.kind) {
    case 'pause_schedule':
    case 'resume_schedule':
      return readSchedule(record)
    case 'run_again':
      return readRun(record)
    default:
      return record.kind satisfies never
  }
}

/** Whether the schedule is as it was to become; where it is not, EnOS gets some time to show it. */
async function readSchedule(record: FlowActionRecord): Promise<Shown> {
  const askedAt = Date.now()
  const options = { priority: 'background', deadlineMs: READ_DEADLINE_MS } as const
  const flow = await getGateway().getFlow(record, record.flowId, options)
  if (!flow.ok) return { kind: 'failed', error: flow.error }
  const { isActive } = flow.value
  const kind = whatShows(record, { isActive, askedAt }, answerLostAt(record))
  return kind === 'done' ? { kind, newFlowInstId: null } : { kind }
}

async function readRun(record: FlowActionRecord): Promise<Shown> {
  const askedAt = Date.now()
  const { orgId, userId, username, flowId, knownBefore, triggerAt } = record
  if (triggerAt === null) return { kind: 'unclear' }
  const options = { priority: 'background', signal: AbortSignal.timeout(READ_DEADLINE_MS) } as const
  const runs = await listRunsAt({ orgId, userId, username, flowId, triggerAt }, options)
  if (!runs.ok) return { kind: 'failed', error: runs.error }
  const others = await findOtherRuns(record)
  const run = findNewRun(runs.value, { knownBefore, ofOthers: others.known, triggerAt })
  if (run.kind === 'found' && !others.isUnclear) return { kind: 'done', newFlowInstId: run.flowInstId }
  if (askedAt < runShownBy(record)) return { kind: 'not_yet' }
  if (run.kind !== 'none') return { kind: 'unclear' }
  return runs.value.length > 0 ? { kind: 'not_done' } : whetherListed(record)
}

/** A list is of what its person owns, so to who owns nothing here any more an empty one says nothing. */
async function whetherListed(record: FlowActionRecord): Promise<Shown> {
  const options = { actor: FOLLOWER, priority: 'background', deadlineMs: READ_DEADLINE_MS } as const
  const read = await readInstance(record, record.flowInstId, options)
  if (!read.ok) return { kind: 'failed', error: read.error }
  return { kind: read.value.instance.owners.includes(record.username) ? 'not_done' : 'unclear' }
}
