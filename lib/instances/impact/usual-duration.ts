import 'server-only'
import { getGateway } from '@/lib/gateway/configured'
import type { FlowInstance } from '@/lib/gateway/wire'
import type { Viewer } from '@/lib/people/viewer'
import { readEnosTime } from '@/lib/shared/enos-time'
import { ranFor } from '@/lib/shared/enos-times'
import type { Impact } from '@/lib/shared/impact'
import { SCHEDULE_TYPES, type Schedule } from '@/lib/shared/instances'
import { processWide } from '@/lib/shared/process-wide'
import { STATUS_CODES } from '@/lib/shared/statuses'

type Usual = Impact['usual']

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const WINDOW_MS = 30 * 24 * HOUR_MS
/** EnOS looks for the workflow's number loosely, so some of what it finds may be of others. */
const PAGE_SIZE = 30
const MOST_RUNS = 10
const FEWEST_RUNS = 3
const KEPT_MS = 10 * MINUTE_MS
const MOST_KEPT = 2_000

const kept = processWide('usual-durations', () => new Map<string, { until: number; usual: Usual }>())

type Asked = {
  flowId: string
  schedule: Schedule
  signal: AbortSignal
}

/**
 * How long the last successful runs of a workflow took, of those that this person owns: one call, whose answer is kept
 * for some minutes. Null with fewer than three, and where EnOS does not answer.
 */
export async function usualDuration(viewer: Viewer, { flowId, schedule, signal }: Asked): Promise<Usual> {
  const key = JSON.stringify([viewer.orgId, viewer.userId, flowId, schedule])
  const now = Date.now()
  const known = kept.get(key)
  if (known && known.until > now) return known.usual
  const search = {
    type: SCHEDULE_TYPES[schedule],
    owner: viewer.username,
    // The ids of its instances begin with this (enos-api.md 1).
    expression: `${flowId}-`,
    fromTriggerTime: now - WINDOW_MS,
    toTriggerTime: now,
    statuses: [STATUS_CODES.SUCCESS],
    page: 0,
    pageSize: PAGE_SIZE,
    sort: { field: 'triggerTime', order: 'DESC' },
  } as const
  const answer = await getGateway().listFlowInstances(viewer, search, {
    // Good to know, but a cancel must not wait for it.
    priority: 'background',
    signal,
  })
  if (!answer.ok) return null
  const own = answer.value.instances.filter(
    (instance) => instance.flowId === flowId && instance.owners.includes(viewer.username),
  )
  const usual = usualOf(own.map(durationOf).filter((ms) => ms !== null))
  keep(key, { until: now + KEPT_MS, usual })
  return usual
}

/** The middle half of the newest ones; a run that stood out on either side is not what is usual. */
export function usualOf(durations: readonly number[]): Usual {
  const sorted = durations.slice(0, MOST_RUNS).sort((one, other) => one - other)
  if (sorted.length < FEWEST_RUNS) return null
  const last = sorted.length - 1
  const [from = 0, to = 0] = [sorted[Math.floor(last / 4)], sorted[Math.ceil((last * 3) / 4)]]
  return { runs: sorted.length, fromMs: roundly(from), toMs: roundly(to) }
}

/** As exact as a person says it: seconds below a minute, minutes below an hour. */
function roundly(ms: number): number {
  const grain =
    ms < MINUTE_MS ? 1_000 : ms < 10 * MINUTE_MS ? 10_000 : ms < HOUR_MS ? MINUTE_MS : 5 * MINUTE_MS
  return Math.max(1_000, Math.round(ms / grain) * grain)
}

/** Start and end come in one zone, so that their digits tell (enos-api.md 9.3). */
function durationOf({ startTime, endTime }: FlowInstance): number | null {
  const [started, ended] = [readEnosTime(startTime, null), readEnosTime(endTime, null)]
  const ms = started && ended && ranFor(started, ended)
  return ms !== null && ms >= 0 ? ms : null
}

function keep(key: string, one: { until: number; usual: Usual }): void {
  kept.delete(key)
  kept.set(key, one)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string)
}
