import 'server-only'
import type { CallOptions } from '@/lib/gateway/config'
import { getGateway } from '@/lib/gateway/configured'
import { ok, type Result } from '@/lib/gateway/result'
import type { FlowInstance } from '@/lib/gateway/wire'
import { SCHEDULE_TYPES } from '@/lib/shared/instances'
import { STATUS_CODES } from '@/lib/shared/statuses'
import { digitsAsUtc } from '@/lib/shared/wall-clock'

const AROUND_MS = 60_000
const PAGE_SIZE = 100
/** Zones are apart by quarters of an hour, so the digits of a time tell the second whichever zone they are in. */
const QUARTER_MS = 15 * 60_000

export type Run = Pick<FlowInstance, 'flowInstId' | 'triggerTime'>

type Sought = { orgId: string; userId: string; username: string; flowId: string; triggerAt: number }

/** The instances of a workflow that were triggered within a minute of a moment, of all types. */
export async function listRunsAt(
  sought: Sought,
  options: CallOptions & { signal: AbortSignal },
): Promise<Result<Run[]>> {
  const answers = await Promise.all(
    Object.values(SCHEDULE_TYPES).map((type) => listOf(sought, type, options)),
  )
  const found: Run[] = []
  for (const answer of answers) {
    if (!answer.ok) return answer
    found.push(...answer.value)
  }
  return ok(found)
}

async function listOf(
  { flowId, triggerAt, username, ...who }: Sought,
  type: 0 | 1 | 2,
  options: CallOptions & { signal: AbortSignal },
): Promise<Result<Run[]>> {
  const found: Run[] = []
  // As many pages as there are: the signal ends it.
  for (let page = 0; ; page++) {
    const search = {
      type,
      owner: username,
      expression: flowId,
      fromTriggerTime: triggerAt - AROUND_MS,
      toTriggerTime: triggerAt + AROUND_MS,
      statuses: Object.values(STATUS_CODES),
      page,
      pageSize: PAGE_SIZE,
    }
    const answer = await getGateway().listFlowInstances(who, search, options)
    if (!answer.ok) return answer
    // EnOS matches the expression loosely.
    found.push(...answer.value.instances.filter((instance) => instance.flowId === flowId))
    if (answer.value.last) return ok(found)
  }
}

export type NewRun = { kind: 'found'; flowInstId: string } | { kind: 'none' | 'unclear' }

/**
 * Which of these runs came of a trigger: the only one that is new and has its trigger time to the second. A new one with
 * another time may be the schedule's, and of two with the same nobody can say which: then nothing is said.
 */
export function findNewRun(
  runs: readonly Run[],
  { knownBefore, triggerAt }: { knownBefore: readonly string[]; triggerAt: number },
): NewRun {
  const fresh = runs.filter(({ flowInstId }) => !knownBefore.includes(flowInstId))
  if (fresh.length === 0) return { kind: 'none' }
  const [one, ...others] = fresh.filter(({ triggerTime }) => isAt(triggerTime, triggerAt))
  return one && others.length === 0 ? { kind: 'found', flowInstId: one.flowInstId } : { kind: 'unclear' }
}

function isAt(text: string | null, at: number): boolean {
  const digits = text === null ? null : digitsAsUtc(text)
  return digits !== null && (Math.floor(digits / 1_000) * 1_000 - at) % QUARTER_MS === 0
}
