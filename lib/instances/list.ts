import 'server-only'
import { observe } from '@/lib/cancellations/observe'
import { getGateway } from '@/lib/gateway/configured'
import type { GatewayError } from '@/lib/gateway/errors'
import { within } from '@/lib/gateway/span'
import type { FlowInstance } from '@/lib/gateway/wire'
import { addCancellations } from '@/lib/instances/add-cancellations'
import { planRefresh } from '@/lib/instances/plan-refresh'
import { problemOf, problemOfFailure } from '@/lib/instances/problem-of'
import { rowOf } from '@/lib/instances/row'
import { rememberSchedule } from '@/lib/instances/schedules'
import { shareRead } from '@/lib/instances/shared-reads'
import { learnZones } from '@/lib/instances/zones'
import type { Viewer } from '@/lib/people/viewer'
import {
  type InstanceList,
  type InstanceRow,
  SCHEDULE_TYPES,
  SCHEDULES,
  type Schedule,
} from '@/lib/shared/instances'
import type { Problem } from '@/lib/shared/problems'
import { ACTIVE_STATUSES, isActive, STATUS_CODES } from '@/lib/shared/statuses'

const DAY_MS = 24 * 3_600_000
const PAGE_SIZE = 100
const MOST_PAGES = 5
/** For the list as a whole: pages, retries and what is learned on the way (ms). */
const DEADLINE_MS = 20_000
/** How long a page is held back for its rows (ms). */
const SOON_MS = 2_000

export type ListResult = { ok: true; value: InstanceList } | { ok: false; problem: Problem }

type Listed = { schedule: Schedule; instances: FlowInstance[]; pages: number; complete: boolean }

/**
 * What of this person is running or about to: every status that can still change, triggered from 90 days ago to
 * 24 hours ahead (periodic instances exist before they are due), the three scheduling types merged, newest trigger
 * first. Owners are checked again, since EnOS may match names loosely (enos-api.md 5.1).
 */
export function listInstances(viewer: Viewer): Promise<ListResult> {
  return shareRead(viewer, 'list', () => readInTime(viewer))
}

/** The same for a page that is drawn on the server; null where the browser had better wait, which can say so. */
export async function listInstancesSoon(viewer: Viewer): Promise<ListResult | null> {
  const list = await within(listInstances(viewer), AbortSignal.timeout(SOON_MS))
  return list === 'ended' ? null : list
}

async function readInTime(viewer: Viewer): Promise<ListResult> {
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  try {
    const list = await within(readList(viewer, deadline), deadline)
    return list === 'ended' ? { ok: false, problem: { code: 'enos_timeout' } } : list
  } catch (error) {
    return {
      ok: false,
      problem: problemOfFailure(error, { event: 'list.failed', fallen: 'database_down' }),
    }
  }
}

async function readList(viewer: Viewer, signal: AbortSignal): Promise<ListResult> {
  const askedAt = Date.now()
  const answers = await Promise.all(
    SCHEDULES.map((schedule) => listAll(viewer, schedule, { now: askedAt, signal })),
  )
  const failed = answers.find((answer) => !answer.ok)
  if (failed && !failed.ok) return { ok: false, problem: problemOf(failed.error) }
  const listed = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
  const instances = listed.flatMap((part) => part.instances)
  const zones = await learnZones(instances)
  await observe(
    instances.map(({ flowInstId, status, endTime }) => ({
      flowInstId,
      status,
      failLive: null,
      ended: endTime,
    })),
    {
      orgId: viewer.orgId,
      source: 'list',
      askedAt,
      readAt: Date.now(),
      actor: { kind: 'system', part: 'list' },
    },
  )
  const rows = listed.flatMap((part) =>
    part.instances
      .filter((instance) => instance.owners.includes(viewer.username) && isShown(instance))
      .map((instance) => rowOf(instance, part.schedule, zones)),
  )
  const withCancellations = await addCancellations(viewer, rows, zones)
  return {
    ok: true,
    value: {
      rows: withCancellations.sort(newestFirst),
      readAt: askedAt,
      refreshAfterMs: planRefresh({ canChange: withCancellations.length > 0, calls: sumOf(listed) }),
      truncated: listed.some((part) => !part.complete),
    },
  }
}

function sumOf(listed: Listed[]): number {
  return listed.reduce((sum, { pages }) => sum + pages, 0)
}

async function listAll(
  viewer: Viewer,
  schedule: Schedule,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<{ ok: true; value: Listed } | { ok: false; error: GatewayError }> {
  const instances: FlowInstance[] = []
  for (let page = 0; ; page++) {
    const search = {
      type: SCHEDULE_TYPES[schedule],
      owner: viewer.username,
      expression: '',
      fromTriggerTime: now - 90 * DAY_MS,
      toTriggerTime: now + DAY_MS,
      statuses: ACTIVE_STATUSES.map((name) => STATUS_CODES[name]),
      page,
      pageSize: PAGE_SIZE,
      sort: { field: 'triggerTime', order: 'DESC' },
    } as const
    const answer = await getGateway().listFlowInstances(viewer, search, { signal, isPlanned: true })
    if (!answer.ok) return answer
    instances.push(...answer.value.instances)
    const listed = { schedule, instances, pages: page + 1, complete: answer.value.last }
    if (listed.complete || page + 1 === MOST_PAGES) return { ok: true, value: remember(listed) }
  }
}

function remember(listed: Listed): Listed {
  for (const { flowInstId } of listed.instances) rememberSchedule(flowInstId, listed.schedule)
  return listed
}

/** EnOS filters by status already; a status that this release does not know is shown rather than hidden. */
function isShown({ status }: FlowInstance): boolean {
  return isActive(status) || status.name === 'UNKNOWN'
}

/** All triggers are written in one zone, so the texts compare; equal ones keep one order, whatever happens to them. */
function newestFirst(a: InstanceRow, b: InstanceRow): number {
  const [left, right] = [a.trigger?.text ?? '', b.trigger?.text ?? '']
  if (left !== right) return left < right ? 1 : -1
  return a.flowInstId < b.flowInstId ? 1 : -1
}
