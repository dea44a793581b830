import 'server-only'
import type { FlowInstance } from '@/lib/gateway/wire'
import { quietSecond } from '@/lib/instances/acts/new-run'
import { type Asked, type Prepared, requestAct } from '@/lib/instances/acts/request-act'
import { listRunsAt } from '@/lib/instances/acts/runs-at'
import { problemOf } from '@/lib/instances/problem-of'
import { type Limits, startLimits } from '@/lib/instances/send/time-limits'
import { learnZones } from '@/lib/instances/zones'
import type { Viewer } from '@/lib/people/viewer'
import type { ActProblem, FlowActionResult } from '@/lib/shared/act-problems'
import { instantIn } from '@/lib/shared/enos-time'
import type { RunAgainInput } from '@/lib/shared/flow-actions'

const LIST_DEADLINE_MS = 4_000

type Wished = { ok: true; triggerAt: number } | { ok: false; problem: ActProblem }

/** Runs the workflow of an instance again (Trigger Flow, enos-api.md 5.6): now, or with the trigger time of the instance. */
export function runAgain(
  viewer: Viewer,
  { sameTriggerAt, ...wish }: RunAgainInput,
  limits: Limits = startLimits(),
): Promise<FlowActionResult> {
  const prepare = (asked: Asked): Promise<Prepared> => prepareRun(asked, sameTriggerAt)
  return requestAct(viewer, wish, { kind: 'run_again', prepare, limits })
}

async function prepareRun(asked: Asked, sameTriggerAt: number | null): Promise<Prepared> {
  const { viewer, instance, checks } = asked
  const { flowId } = instance
  const own = await ownTrigger(instance)
  const wished = sameTriggerAt === null ? now(instance, own) : sameTrigger(own, sameTriggerAt)
  if (!wished.ok) return wished
  const { triggerAt } = wished
  // A run whose answer is lost is known by what was not there before.
  const options = { signal: checks, deadlineMs: LIST_DEADLINE_MS }
  const { orgId, userId, username } = viewer
  const runs = await listRunsAt({ orgId, userId, username, flowId, triggerAt }, options)
  if (!runs.ok) return { ok: false, problem: problemOf(runs.error) }
  return { ok: true, facts: { triggerAt, knownBefore: runs.value.map(({ flowInstId }) => flowInstId) } }
}

/** The instant that the instance's own trigger time means; null where nobody can say. */
async function ownTrigger(instance: FlowInstance): Promise<number | null> {
  const { trigger: zone } = await learnZones([instance])
  return zone === null || instance.triggerTime === null ? null : instantIn(instance.triggerTime, zone)
}

/** To the second, as EnOS writes times, and in one that the schedule has no part in: the run can be told by it. */
function now({ freq }: FlowInstance, own: number | null): Wished {
  return { ok: true, triggerAt: quietSecond(freq, Date.now(), own) }
}

/** The person must have confirmed that very instant; EnOS starts at once only what is past (enos-api.md 5.6). */
function sameTrigger(own: number | null, confirmed: number): Wished {
  if (own === null) return { ok: false, problem: { code: 'zone_undecided' } }
  if (own !== confirmed)
    return { ok: false, problem: { code: 'bad_input', detail: { field: 'sameTriggerAt' } } }
  if (own > Date.now()) return { ok: false, problem: { code: 'not_due_yet', detail: { at: own } } }
  return { ok: true, triggerAt: own }
}
