import type { Call } from './call'
import { ok, type Result } from './refusal'
import type { Simulation } from './simulation'

/** Get Current Time (enos-api.md 5.18). */
export function currentTime(simulation: Simulation, call: Call): Result {
  expectNothing(call)
  return ok(simulation.gatewayNow())
}

/** Get Timezone (enos-api.md 5.19). */
export function timeZone(simulation: Simulation, call: Call): Result {
  expectNothing(call)
  return ok({ timezone: simulation.settings.zones.reported })
}

function expectNothing(call: Call): void {
  for (const name of call.query.keys())
    if (name !== 'action') call.complain('undocumented-parameter', `query parameter ${name}`)
}
