import 'server-only'
import { readCancellationsOf } from '@/lib/cancellations/of-instance'
import { readActsOfFlow } from '@/lib/flow-actions/of'
import { liveTasks } from '@/lib/gateway/fail-live'
import type { Flow } from '@/lib/gateway/flow'
import { within } from '@/lib/gateway/span'
import { knownBy } from '@/lib/instances/acts/known-by'
import { canBeCancelled } from '@/lib/instances/can-be-cancelled'
import { readFlowKept } from '@/lib/instances/flow-kept'
import { graphShown } from '@/lib/instances/graph-shown'
import { planRefresh } from '@/lib/instances/plan-refresh'
import { problemOfFailure } from '@/lib/instances/problem-of'
import type { InstanceRead } from '@/lib/instances/read'
import { readOwn } from '@/lib/instances/read-own'
import { keepRead } from '@/lib/instances/recent-reads'
import { rowOf } from '@/lib/instances/row'
import { scheduleFacts, scheduleOf } from '@/lib/instances/schedule/schedule-facts'
import { recallSchedule } from '@/lib/instances/schedules'
import { shareRead } from '@/lib/instances/shared-reads'
import { isTaskOffered, learnTaskOffer } from '@/lib/instances/tasks/ask-task'
import { learnZones } from '@/lib/instances/zones'
import type { Viewer } from '@/lib/people/viewer'
import { type CancellationView, isOpen } from '@/lib/shared/cancellation'
import { type Zones, zoneName } from '@/lib/shared/enos-time'
import { type FlowActionView, isActionOpen } from '@/lib/shared/flow-actions'
import type { AfterFail, InstanceDetail } from '@/lib/shared/instance-detail'
import type { InstanceRow } from '@/lib/shared/instances'
import type { Locale } from '@/lib/shared/locale'
import type { Problem } from '@/lib/shared/problems'

const READ_DEADLINE_MS = 15_000
/** Everything else is not held back any longer for what EnOS says of the workflow. */
const FLOW_WAIT_MS = 3_000
/** How long a page is held back, so that what is not theirs is refused by status (ms). */
const SOON_MS = 1_000
/** How long a page leads with the end of a cancellation, as a list does (ms). */
const ENDING_LEADS_MS = 5 * 60_000

export type DetailResult = { ok: true; value: InstanceDetail } | { ok: false; problem: Problem }

/**
 * One instance of this viewer, as they see it on its page. Somebody else's and a missing one are both `not_found`. Costs
 * EnOS one Get Flow Instance, and one Get Flow a minute; the read settles the instance's open cancellation.
 */
export function readDetail(viewer: Viewer, flowInstId: string, locale: Locale): Promise<DetailResult> {
  return shareRead(viewer, `detail ${locale} ${flowInstId}`, () => read(viewer, flowInstId, locale))
}

/** The same for a page that is drawn on the server; null where the browser had better wait, which can say so. */
export async function readDetailSoon(
  viewer: Viewer,
  flowInstId: string,
  locale: Locale,
): Promise<DetailResult | null> {
  const detail = await within(readDetail(viewer, flowInstId, locale), AbortSignal.timeout(SOON_MS))
  return detail === 'ended' ? null : detail
}

async function read(viewer: Viewer, flowInstId: string, locale: Locale): Promise<DetailResult> {
  try {
    const readAt = Date.now()
    const actor = { kind: 'system', part: 'page' } as const
    const options = { actor, priority: 'person', deadlineMs: READ_DEADLINE_MS, isPlanned: true } as const
    const own = await readOwn(viewer, flowInstId, options)
    if (!own.ok) return own
    keepRead(viewer, own.value.instance)
    return { ok: true, value: await describe(viewer, own.value, { readAt, locale }) }
  } catch (error) {
    return {
      ok: false,
      problem: problemOfFailure(error, { event: 'detail.failed', fallen: 'database_down' }),
    }
  }
}

type Shown = { readAt: number; locale: Locale }

async function describe(
  viewer: Viewer,
  own: InstanceRead,
  { readAt, locale }: Shown,
): Promise<InstanceDetail> {
  const { instance } = own
  const [{ flow, actions }, zones, cancellations, tellsTasks] = await Promise.all([
    workflowOf(viewer, instance.flowId),
    learnZones([instance]),
    readCancellationsOf(viewer, instance.flowInstId),
    learnTellsTasks(viewer, instance.graph),
  ])
  const { trigger: zone } = zones
  const row = rowShown(own, { flow, zones, cancellations, now: readAt })
  const isLive = canChange(own, { cancellations, actions })
  return {
    row,
    readAt,
    refreshAfterMs: planRefresh({ canChange: isLive, calls: 1 }),
    isLive,
    afterFail: afterFailOf(own),
    runAs: instance.doAs,
    parameters: instance.parameters,
    graph: instance.graph && graphShown(instance.graph),
    tellsTasks,
    schedule: flow && scheduleFacts(flow, { zone, locale, now: readAt }),
    cancellations,
    actions,
    knownBy: knownBy(actions),
    sameTrigger: sameTriggerOf(row),
    zone: zone && zoneName(zone),
  }
}

async function learnTellsTasks(viewer: Viewer, graph: InstanceRead['instance']['graph']): Promise<boolean> {
  const id = graph?.tasks.find(({ taskInstId }) => taskInstId !== null)?.taskInstId
  return id ? learnTaskOffer(viewer, id) : isTaskOffered()
}

type Workflow = { flow: Flow | null; actions: FlowActionView[] }

/** What was done to it, by whomever and through whichever server, and how it is since then. */
async function workflowOf(viewer: Viewer, flowId: string): Promise<Workflow> {
  const actions = await readActsOfFlow(viewer, flowId)
  const since = Math.max(0, ...actions.map(({ requestedAt, closedAt }) => closedAt ?? requestedAt))
  const flow = await within(readFlowKept(viewer, flowId, since), AbortSignal.timeout(FLOW_WAIT_MS))
  // That read may have shown how an open one has ended.
  const isOpenAny = actions.some(({ state }) => isActionOpen(state))
  return {
    flow: flow === 'ended' ? null : flow,
    actions: isOpenAny ? await readActsOfFlow(viewer, flowId) : actions,
  }
}

type Around = { flow: Flow | null; zones: Zones; cancellations: CancellationView[]; now: number }

function rowShown(own: InstanceRead, { flow, zones, cancellations, now }: Around): InstanceRow {
  const { instance } = own
  const schedule =
    scheduleOf(instance.type) ?? recallSchedule(instance.flowInstId) ?? scheduleOf(flow?.type ?? null)
  const [newest = null] = cancellations
  const isOld = newest !== null && newest.closedAt !== null && now - newest.closedAt > ENDING_LEADS_MS
  const cancellable = canBeCancelled(own) && !cancellations.some(({ state }) => isOpen(state))
  return { ...rowOf(instance, schedule, zones), cancellable, cancellation: isOld ? null : newest }
}

/** What may be cancelled may still change; so may what is being cancelled, and what is done to its workflow. */
function canChange(
  own: InstanceRead,
  { cancellations, actions }: Pick<InstanceDetail, 'cancellations' | 'actions'>,
): boolean {
  const isUnderWay =
    cancellations.some(({ state }) => isOpen(state)) || actions.some(({ state }) => isActionOpen(state))
  return canBeCancelled(own) || isUnderWay
}

function afterFailOf(own: InstanceRead): AfterFail | null {
  const { instance, failLive } = own
  if (instance.status.name !== 'FAIL' || !canBeCancelled(own)) return null
  return failLive && instance.graph ? liveTasks(instance.graph) : 'unknown'
}

function sameTriggerOf({ trigger }: InstanceRow): InstanceDetail['sameTrigger'] {
  if (trigger === null || trigger.at === null || trigger.zone === null) return null
  return { at: trigger.at, zone: trigger.zone }
}
