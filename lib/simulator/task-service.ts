import { actingUser } from './acting-user'
import type { Call } from './call'
import { ok, REFUSED, type Result } from './refusal'
import type { FoundTask } from './run'
import type { Simulation } from './simulation'
import { logTextAt } from './task-log'
import { taskView } from './task-view'

/** Unless the caller says otherwise (enos-api.md 5.5). */
const LONGEST_LOG = 2 ** 20

/** Get Task Instance (enos-api.md 5.4): for whoever belongs to the task's organization. */
export function getTask(simulation: Simulation, call: Call): Result {
  const { account, refusal } = actingUser(simulation, call, ['taskInstId'])
  if (refusal) return refusal
  const found = findTask(simulation, call)
  if (found === 'unnamed') return REFUSED.parameter
  if (!found) return REFUSED.noTaskInstance
  if (found.run.flow.orgId !== account.orgId) return REFUSED.privilege
  const view = taskView(found, { settings: simulation.settings, now: call.now })
  return ok(simulation.settings.getData === 'array' ? [view] : view)
}

/** Get Task Instance Log (enos-api.md 5.5). The documents ask for an EnOS user, of whichever organization. */
export function getTaskLog(simulation: Simulation, call: Call): Result {
  const { refusal } = actingUser(simulation, call, ['taskInstId', 'maxLength'])
  if (refusal) return refusal
  const longest = call.query.get('maxLength') || String(LONGEST_LOG)
  const found = findTask(simulation, call)
  if (found === 'unnamed') return REFUSED.parameter
  if (!/^\d{1,9}$/.test(longest)) {
    call.complain('bad-parameter', 'maxLength is a whole number')
    return REFUSED.parameter
  }
  const isNew = simulation.settings.noLogForm === 'new'
  if (!found) return isNew ? REFUSED.noTaskOrLog : REFUSED.notFound
  const given = simulation.logs.get(found.taskInstId)
  const text = given === undefined ? logTextAt(found, call.now) : given
  if (text === null) return isNew ? REFUSED.noTaskOrLog : REFUSED.noLog
  const length = Number(longest)
  const log = simulation.settings.logKeeps === 'head' ? text.slice(0, length) : text.slice(-length)
  return ok({ log })
}

function findTask(simulation: Simulation, call: Call): FoundTask | 'unnamed' | undefined {
  const taskInstId = call.query.get('taskInstId')
  if (taskInstId) return simulation.runs.findTask(taskInstId, call.now)
  call.complain('missing-parameter', 'taskInstId is mandatory')
  return 'unnamed'
}
