import { actingUser } from './acting-user'
import { type Call, isRecord } from './call'
import { between, unit } from './random'
import { ok, REFUSED, type Result } from './refusal'
import { isOver, type Run, statusAt } from './run'
import type { Simulation } from './simulation'
import { STATUS } from './status-codes'

/** Cancel Flow Instance: accepts now, takes effect later (enos-api.md 5.3). */
export function cancelInstance(simulation: Simulation, call: Call): Result {
  const { account, refusal } = actingUser(simulation, call, [])
  if (refusal) return refusal
  const id = isRecord(call.body) ? call.body.flowInstId : undefined
  if (typeof id !== 'string' || id === '') {
    call.complain('bad-parameter', 'flowInstId is a mandatory string')
    return REFUSED.body
  }
  if (isRecord(call.body) && Object.keys(call.body).length > 1)
    call.complain('undocumented-parameter', 'the body of Cancel has one field')
  const run = simulation.runs.find(id, call.now)
  if (!run) return REFUSED.notFound
  if (run.flow.orgId !== account.orgId || !run.flow.owners.includes(account.username))
    return REFUSED.privilege
  if (account.state === 'locked' || run.flow.locked) return REFUSED.locked
  if (isOver(run, call.now)) return REFUSED.ended
  accept({ simulation, call, run, by: account.username })
  return ok('')
}

function accept(given: { simulation: Simulation; call: Call; run: Run; by: string }): void {
  const { simulation, call, run, by } = given
  const now = call.now
  const share = unit(simulation.runs.seed, run.flow.flowId, run.triggerAt / 1000, 9)
  const delay = run.cancelDelayMs ?? Math.round(between(simulation.settings.cancelDelayMs, share))
  if (run.cancel) {
    const ago = `first ${now - run.cancel.at} ms ago, last ${now - run.cancel.last} ms ago`
    if (now - run.cancel.last < simulation.settings.askAgainMs)
      call.complain('repeated-cancel', `a cancel is accepted already: ${ago}`)
    const effectAt = run.stop ? run.cancel.effectAt : bend(run, now, now + delay)
    run.cancel = { ...run.cancel, effectAt, count: run.cancel.count + 1, last: now }
    return
  }
  run.cancel = { at: now, by, effectAt: bend(run, now, now + delay), count: 1, last: now }
  simulation.runs.keep(run)
}

/** Changes what becomes of the instance; returns when, or null where the cancel never takes effect. */
function bend(run: Run, now: number, effectAt: number): number | null {
  if (run.onCancel === 'never') {
    if (statusAt(run, now) === STATUS.RUNNING) run.hold = STATUS.RUNNING
    run.endAt = Number.POSITIVE_INFINITY
    run.spanMs = Number.POSITIVE_INFINITY
    return null
  }
  if (run.endAt <= effectAt) return null
  const outcome = { stop: STATUS.CANCEL, 'finish-first': STATUS.SUCCESS, fail: STATUS.FAIL }[run.onCancel]
  if (run.onCancel !== 'stop') run.startAt = Math.min(run.startAt, now)
  run.stop = { at: effectAt, status: outcome }
  return effectAt
}
