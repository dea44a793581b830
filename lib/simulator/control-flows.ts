import { BadControl, bodyOf, type ControlRequest } from './control-request'
import type { Flow } from './flow'
import { setActive } from './flow-service'
import type { Simulation } from './simulation'

/** What is really so about a workflow, and what was done to it. */
export function showFlow(simulation: Simulation, request: ControlRequest): unknown {
  const { flowId, flowName, orgId, owners, active, locked } = found(simulation, request.id)
  const acts = simulation.flowActs.of(flowId)
  const count = (action: string): number => acts.filter((act) => act.action === action).length
  const processed = { trigger: count('trigger'), enable: count('enable'), disable: count('disable') }
  return { flowId, flowName, orgId, owners, active, locked, processed, acts }
}

export function changeFlow(simulation: Simulation, request: ControlRequest): unknown {
  const flow = found(simulation, request.id)
  const { locked, active } = bodyOf(request)
  if (typeof locked === 'boolean') flow.locked = locked
  if (active === 0 || active === 1) setActive(flow, active, Date.now())
  return showFlow(simulation, request)
}

function found(simulation: Simulation, id: string): Flow {
  const flow = simulation.runs.flow(Number(id))
  if (!flow) throw new BadControl(`There is no workflow "${id}".`, 404)
  return flow
}
