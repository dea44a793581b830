import { actingUser } from './acting-user'
import type { Call } from './call'
import { listView } from './instance-view'
import { type ListRequest, readListRequest } from './list-request'
import { ok, type Result } from './refusal'
import { type Run, statusAt } from './run'
import type { Simulation } from './simulation'
import { sortRuns } from './sorters'
import { isFinalStatus } from './status-codes'

/** List Flow Instances (enos-api.md 5.1). */
export function listInstances(simulation: Simulation, call: Call): Result {
  const { account, refusal } = actingUser(simulation, call, [])
  if (refusal) return refusal
  const request = readListRequest(call, simulation.settings)
  if (request.refusal) return request.refusal
  const { value: asked } = request
  const { runs, settings } = simulation
  const found = runs
    .between(
      {
        orgId: account.orgId,
        owner: asked.owner,
        type: asked.type,
        from: asked.from,
        to: asked.to,
        onlyUnfinished: wantsOnlyUnfinished(asked),
      },
      call.now,
    )
    .filter((run) => isWanted(run, asked, call.now))
  const start = asked.skipPages * asked.pageSize
  const page = sortRuns(found, asked.sorters, call.now).slice(start, start + asked.pageSize)
  const view = { settings, runs, now: call.now, viewer: account }
  return ok({
    flowInsts: page.map((run) => listView(run, view)),
    count: settings.count === 'total' ? found.length : page.length,
  })
}

function isWanted(run: Run, asked: ListRequest, now: number): boolean {
  if (asked.statuses && !asked.statuses.has(statusAt(run, now))) return false
  return asked.expression === '' || isLike(asked.expression, run)
}

function wantsOnlyUnfinished(asked: ListRequest): boolean {
  if (!asked.statuses) return false
  for (const status of asked.statuses) if (isFinalStatus(status)) return false
  return true
}

function isLike(expression: string, run: Run): boolean {
  return run.flow.flowName.toLowerCase().includes(expression.toLowerCase()) || run.id.includes(expression)
}
