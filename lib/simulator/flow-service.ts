import type { Account } from './accounts'
import { actingUser } from './acting-user'
import { type Call, isRecord } from './call'
import type { Flow } from './flow'
import type { FlowAction } from './flow-acts'
import { instanceId } from './instance-id'
import { spellKeys } from './key-style'
import { ok, REFUSED, type Result } from './refusal'
import type { Simulation } from './simulation'
import { TriggeredRun } from './triggered-run'

/** Enable Flow and Disable Flow (enos-api.md 5.9): from now on, and nothing that is there already is touched. */
export function switchFlow(action: 'enable' | 'disable') {
  return (simulation: Simulation, call: Call): Result => {
    const { flow, account, refusal } = flowToChange(simulation, call, ['flowId'])
    if (refusal) return refusal
    setActive(flow, action === 'enable' ? 1 : 0, call.now)
    note(simulation, { flow, action, by: account.username, at: call.now })
    return ok('')
  }
}

export function setActive(flow: Flow, active: 0 | 1, now: number): void {
  if (flow.active === active) return
  flow.active = active
  if (active === 0) flow.pauses.push([now, Number.POSITIVE_INFINITY])
  const last = flow.pauses.at(-1)
  if (active === 1 && last) last[1] = now
}

/** Trigger Flow (enos-api.md 5.6). */
export function triggerFlow(simulation: Simulation, call: Call): Result {
  const { flow, account, refusal } = flowToChange(simulation, call, ['flowId', 'triggerTime'])
  if (refusal) return refusal
  const triggerAt = isRecord(call.body) ? call.body.triggerTime : undefined
  if (typeof triggerAt !== 'number' || !Number.isInteger(triggerAt) || triggerAt < 0) {
    call.complain('bad-parameter', 'triggerTime is a mandatory whole number')
    return REFUSED.body
  }
  if (flow.tasks.length === 0) return REFUSED.noTasks
  const { runs, settings, flowActs } = simulation
  const last = flowActs.lastTrigger(flow.flowId)
  if (last !== undefined && call.now - last < settings.triggerAgainMs) return REFUSED.tooSoon
  const before = runs.underWay(flow, call.now)
  // They are looked at again and again, so they must stay the ones that a cancel bends.
  for (const run of before) runs.keep(run)
  const id = freeId(simulation, flow, { triggerAt, now: call.now })
  runs.keep(new TriggeredRun({ flow, id, seed: runs.seed, createdAt: call.now, triggerAt, before }))
  note(simulation, { flow, action: 'trigger', by: account.username, at: call.now, flowInstId: id })
  return ok(spellKeys({ flowInstanceId: id }, settings.graphKeys))
}

/** Two runs may be given one trigger time, but not one ID. */
function freeId(simulation: Simulation, flow: Flow, p: { triggerAt: number; now: number }): string {
  for (let at = p.triggerAt; ; at += 1000) {
    const id = instanceId(flow.flowId, 'hand', at)
    if (!simulation.runs.find(id, p.now)) return id
  }
}

type Acting = { flow: Flow; account: Account; refusal?: undefined }
type Refused = { flow?: undefined; account?: undefined; refusal: Result }

/** The workflow of a call that changes it, for its owner and while nothing is locked. */
function flowToChange(simulation: Simulation, call: Call, known: readonly string[]): Acting | Refused {
  const { account, refusal } = actingUser(simulation, call, [])
  if (refusal) return { refusal }
  const body = isRecord(call.body) ? call.body : {}
  const { flowId } = body
  if (typeof flowId !== 'number' || !Number.isSafeInteger(flowId)) {
    call.complain('bad-parameter', 'flowId is a mandatory whole number')
    return { refusal: REFUSED.body }
  }
  for (const name of Object.keys(body))
    if (!known.includes(name)) call.complain('undocumented-parameter', `body field ${name}`)
  const flow = simulation.runs.flow(flowId)
  if (!flow) return { refusal: REFUSED.noFlow }
  if (flow.orgId !== account.orgId || !flow.owners.includes(account.username))
    return { refusal: REFUSED.privilege }
  if (account.state === 'locked' || flow.locked) return { refusal: REFUSED.locked }
  return { flow, account }
}

function note(
  simulation: Simulation,
  act: { flow: Flow; action: FlowAction; by: string; at: number; flowInstId?: string },
): void {
  const { flow, ...rest } = act
  simulation.flowActs.note(flow.flowId, rest)
}
