import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FlowActionResult } from '@/lib/shared/act-problems'
import type { FlowActionKind, FlowActionView } from '@/lib/shared/flow-actions'
import type { InstanceDetail } from '@/lib/shared/instance-detail'
import { callAction, type Person } from '@/scripts/faults/person'
import type { Site } from '@/scripts/faults/site'

/** Of a page, on a busy machine. */
const MOST_TRIES = 20

/** One act that was asked for on a workflow of its own, and what the person was told. */
export type ActWish = {
  person: Person
  kind: FlowActionKind
  flowInstId: string
  flowId: string
  key: string
  told: FlowActionResult | null
}

export const ACTS = {
  pause_schedule: { action: 'pauseSchedule', operation: 'flows.disable', processed: 'disable' },
  resume_schedule: { action: 'resumeSchedule', operation: 'flows.enable', processed: 'enable' },
  run_again: { action: 'runAgain', operation: 'flows.trigger', processed: 'trigger' },
} as const satisfies Record<FlowActionKind, object>

export const KINDS = Object.keys(ACTS) as FlowActionKind[]

/** An instance on whose workflow the act has something to do; nothing is asked yet. */
export async function prepareAct(site: Site, person: Person, kind: FlowActionKind): Promise<ActWish> {
  const { flowInstId, flowId } = await site.control.seedInstance({
    owners: [person.username],
    type: 1,
    status: 'SUCCESS',
    flowName: 'meter-reading-import',
    flowActive: kind !== 'resume_schedule',
  })
  return { person, kind, flowInstId, flowId: String(flowId), key: randomUUID(), told: null }
}

/** Asks by a real action request, as the page of the instance sends it. */
export async function askAct(at: { url: string }, wish: ActWish): Promise<ActWish> {
  const { kind, flowInstId, key, person } = wish
  const input = { flowInstId, key, ...(kind === 'run_again' ? { sameTriggerAt: null } : {}) }
  const { action: name } = ACTS[kind]
  const call = { name, cookie: person.cookie, input, path: `/instances/${flowInstId}` }
  wish.told = (await callAction<FlowActionResult>(at, call)) ?? wish.told
  return wish
}

/** The page of the instance, as far as the act and the schedule go. */
export type PageSays = { acts: FlowActionView[]; isActive: boolean | null }

/** A page that cannot be read, or not all of it, is asked for again, as a browser does. */
export async function readPage(at: { url: string }, { person, flowInstId }: ActWish): Promise<PageSays> {
  const { cookie } = person
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${at.url}/api/instances/${flowInstId}`, { headers: { cookie } })
    const detail = answer.ok ? ((await answer.json()) as InstanceDetail) : null
    if (detail?.schedule) return { acts: detail.actions, isActive: detail.schedule.isActive }
    if (tries === MOST_TRIES) throw new Error(`/api/instances/${flowInstId} answered ${answer.status}.`)
    await sleep(1_000)
  }
}
