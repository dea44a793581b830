import { actingUser } from './acting-user'
import type { Call } from './call'
import { detailView } from './instance-view'
import { ok, REFUSED, type Result } from './refusal'
import type { Simulation } from './simulation'

/** Get Flow Instance (enos-api.md 5.2). */
export function getInstance(simulation: Simulation, call: Call): Result {
  const { account, refusal } = actingUser(simulation, call, ['flowInstId'])
  if (refusal) return refusal
  const id = call.query.get('flowInstId')
  if (!id) {
    call.complain('missing-parameter', 'flowInstId is mandatory')
    return REFUSED.parameter
  }
  const { runs, settings } = simulation
  const run = runs.find(id, call.now)
  if (!run) return REFUSED.notFound
  if (run.flow.orgId !== account.orgId) return REFUSED.privilege
  const view = detailView(run, { settings, runs, now: call.now, viewer: account })
  return ok(settings.getData === 'array' ? [view] : view)
}
