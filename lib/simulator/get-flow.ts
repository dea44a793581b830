import { actingUser } from './acting-user'
import type { Call } from './call'
import { flowGraph } from './graph-view'
import { ownerText } from './instance-view'
import { ok, REFUSED, type Result } from './refusal'
import type { Simulation } from './simulation'
import { dateText, recordTimeText } from './time-text'

/** Get Flow (enos-api.md 5.10). */
export function getFlow(simulation: Simulation, call: Call): Result {
  const { account, refusal } = actingUser(simulation, call, ['flowId'])
  if (refusal) return refusal
  const id = call.query.get('flowId')
  if (!id || !/^\d+$/.test(id)) {
    call.complain('bad-parameter', 'flowId is a mandatory whole number')
    return REFUSED.parameter
  }
  const { runs, settings } = simulation
  const flow = runs.flow(Number(id))
  if (!flow) return REFUSED.noFlow
  if (flow.orgId !== account.orgId) return REFUSED.privilege
  const zone = settings.zones.run
  const startDate = dateText(flow.createdAt, zone)
  return ok({
    flowId: flow.flowId,
    flowName: flow.flowName,
    active: flow.active,
    creator: flow.creator,
    createTime: recordTimeText(flow.createdAt, zone),
    updateTime: recordTimeText(flow.createdAt, zone),
    updateUser: flow.creator,
    freq: flow.freq,
    cycle: flow.cycle,
    parameters: JSON.stringify(flow.parameters),
    owner: ownerText(flow.owners, settings),
    visitor: ownerText(flow.visitors, settings),
    doAs: flow.doAs,
    alertMode: flow.alertMode,
    graph: flowGraph(flow, settings, startDate),
    entry: 0,
    type: flow.type,
    syncType: 1,
    desc: flow.desc,
    startTime: startDate,
    virtual: false,
    locked: flow.locked,
    hasEditPri: flow.owners.includes(account.username) || account.type === 1,
    hasReadPri: true,
    isUserLocked: account.state === 'locked',
    queue: 'default',
  })
}
