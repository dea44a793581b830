import 'server-only'
import { type Asked, type Prepared, requestAct } from '@/lib/instances/acts/request-act'
import { problemOf } from '@/lib/instances/problem-of'
import { hasNoSchedule, readFlow } from '@/lib/instances/read-flow'
import { type Limits, startLimits } from '@/lib/instances/send/time-limits'
import type { Viewer } from '@/lib/people/viewer'
import type { FlowActionResult } from '@/lib/shared/act-problems'
import type { ScheduleInput } from '@/lib/shared/flow-actions'

const FLOW_DEADLINE_MS = 4_000

/** Stops the schedule of an instance's workflow (Disable Flow, enos-api.md 5.9); what runs goes on. */
export function pauseSchedule(
  viewer: Viewer,
  wish: ScheduleInput,
  limits: Limits = startLimits(),
): Promise<FlowActionResult> {
  return requestAct(viewer, wish, { kind: 'pause_schedule', prepare: isActive(true), limits })
}

/** Starts it again (Enable Flow). */
export function resumeSchedule(
  viewer: Viewer,
  wish: ScheduleInput,
  limits: Limits = startLimits(),
): Promise<FlowActionResult> {
  return requestAct(viewer, wish, { kind: 'resume_schedule', prepare: isActive(false), limits })
}

/** Nothing is sent where a fresh read shows that there is nothing to do; what EnOS does not say stands in no way. */
function isActive(needed: boolean) {
  return async ({ viewer, instance, checks }: Asked): Promise<Prepared> => {
    const options = { signal: checks, deadlineMs: FLOW_DEADLINE_MS }
    const flow = await readFlow(viewer, instance.flowId, options)
    if (!flow.ok) return { ok: false, problem: problemOf(flow.error) }
    if (hasNoSchedule(flow.value)) return { ok: false, problem: { code: 'not_periodic' } }
    const { isActive: is } = flow.value
    if (is === !needed) return { ok: false, problem: { code: needed ? 'already_paused' : 'already_active' } }
    return { ok: true, facts: { triggerAt: null, knownBefore: [] } }
  }
}
