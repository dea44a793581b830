import 'server-only'
import type { Flow } from '@/lib/gateway/flow'
import { within } from '@/lib/gateway/span'
import { impactOf, namedBegun } from '@/lib/instances/impact/impact'
import { sealImpact } from '@/lib/instances/impact/seal'
import { noteTaskStarts } from '@/lib/instances/impact/task-starts'
import { usualDuration } from '@/lib/instances/impact/usual-duration'
import { readFlow } from '@/lib/instances/read-flow'
import { readOwn } from '@/lib/instances/read-own'
import { recallSchedule } from '@/lib/instances/schedules'
import { shareRead } from '@/lib/instances/shared-reads'
import { learnZones } from '@/lib/instances/zones'
import type { Viewer } from '@/lib/people/viewer'
import { readEnosTime } from '@/lib/shared/enos-time'
import type { ImpactAnswer } from '@/lib/shared/impact'
import type { Problem } from '@/lib/shared/problems'

/** For the instance alone, without which there is nothing to tell (ms). */
const READ_MS = 3_500
/** For all of it: somebody sits before the dialog. What has not come by then is left out (ms). */
const WHOLE_MS = 4_000

export type ImpactResult = { ok: true; value: ImpactAnswer } | { ok: false; problem: Problem }

/**
 * What stopping an instance of this person would hit, with the seal by which their cancel can say so. Costs EnOS a call
 * for the instance, one for its workflow, one for each task that is named as begun, and every few minutes one for the
 * workflow's earlier runs.
 */
export function readImpact(viewer: Viewer, flowInstId: string): Promise<ImpactResult> {
  return shareRead(viewer, `impact ${flowInstId}`, () => readParts(viewer, flowInstId))
}

async function readParts(viewer: Viewer, flowInstId: string): Promise<ImpactResult> {
  const readAt = Date.now()
  const signal = AbortSignal.timeout(WHOLE_MS)
  const actor = { kind: 'system', part: 'page' } as const
  const reading = readOwn(viewer, flowInstId, { actor, priority: 'person', deadlineMs: READ_MS })
  const read = await within(reading, signal)
  if (read === 'ended') return { ok: false, problem: { code: 'enos_timeout' } }
  if (!read.ok) return read
  const { instance } = read.value
  const schedule = recallSchedule(flowInstId)
  const soon = async <Part>(part: Promise<Part>): Promise<Part | null> => {
    const done = await within(part, signal)
    return done === 'ended' ? null : done
  }
  const deadlineMs = Math.max(0, readAt + WHOLE_MS - Date.now())
  const texts = new Map<string, string>()
  const [flow, decided, usual] = await Promise.all([
    soon(flowOf(viewer, instance.flowId, signal)),
    soon(learnZones([instance])),
    soon(usualDuration(viewer, { flowId: instance.flowId, schedule: schedule ?? 'periodic', signal })),
    soon(noteTaskStarts(viewer, namedBegun(instance.graph), { starts: texts, deadlineMs })),
  ])
  const zones = decided ?? { trigger: null, run: null }
  const starts = new Map([...texts].map(([id, text]) => [id, readEnosTime(text, zones.run)]))
  const impact = impactOf({ readAt, instance, schedule, flow, zones, starts, usual })
  return { ok: true, value: { impact, seal: sealImpact(viewer, flowInstId, impact) } }
}

async function flowOf(viewer: Viewer, flowId: string, signal: AbortSignal): Promise<Flow | null> {
  const answer = await readFlow(viewer, flowId, { priority: 'person', signal })
  return answer.ok ? answer.value : null
}
