import { BadControl, bodyOf, type ControlRequest } from './control-request'
import type { Simulation } from './simulation'

/** Gives a task a log of one's own, or takes every log from it; `append` adds to what was given. */
export function setLog(simulation: Simulation, request: ControlRequest): unknown {
  const { text, append } = bodyOf(request)
  if (!simulation.runs.findTask(request.id, Date.now()))
    throw new BadControl(`There is no task instance "${request.id}".`, 404)
  if (typeof append === 'string')
    simulation.logs.set(request.id, (simulation.logs.get(request.id) ?? '') + append)
  else if (typeof text === 'string' || text === null) simulation.logs.set(request.id, text)
  else throw new BadControl('"text" must be a text or null, or "append" a text.')
  return { length: simulation.logs.get(request.id)?.length ?? null }
}
