import type { Flow } from './flow'
import { instanceId } from './instance-id'
import { between, unit } from './random'
import type { Run } from './run'
import { STATUS } from './status-codes'

/** The whole life of a scheduled instance, worked out from the seed: nothing is kept for it. */
export function planRun(flow: Flow, seed: number, triggerAt: number): Run {
  const { pace } = flow
  const share = (salt: number): number => unit(seed, flow.flowId, triggerAt / 1000, salt)
  const readyAt = triggerAt + Math.round(between(pace.waitMs, share(1)))
  const startAt = readyAt + Math.round(between(pace.readyMs, share(2)))
  const spanMs = Math.round(between(pace.runMs, share(3)))
  const run: Run = {
    flow,
    id: instanceId(flow.flowId, flow.schedule.kind, triggerAt),
    seed,
    createdAt: triggerAt - pace.leadMs,
    triggerAt,
    readyAt,
    startAt,
    spanMs,
    endAt: startAt + spanMs,
    finalStatus: STATUS.SUCCESS,
    onCancel: flow.onCancel,
    marks: [],
  }
  if (pace.suspend) {
    run.suspend = [startAt + spanMs * pace.suspend[0], startAt + spanMs * pace.suspend[1]]
    return run
  }
  const luck = share(4)
  if (luck < pace.failShare) return failing(run, share(5))
  if (luck < pace.failShare + pace.timeoutShare) {
    run.finalStatus = STATUS.TIMEOUT
    run.endAt = startAt + Math.round(spanMs * 0.8)
  }
  return run
}

/** One task fails; what does not depend on it still runs to its end. */
function failing(run: Run, share: number): Run {
  const { tasks } = run.flow
  const failTask = Math.floor(share * tasks.length)
  const lost = downstreamOf(run.flow, failTask)
  const failed = tasks[failTask]?.to ?? 1
  let last = failed
  for (const [index, task] of tasks.entries()) if (!lost.has(index)) last = Math.max(last, task.to)
  run.failTask = failTask
  run.failAt = run.startAt + Math.round(run.spanMs * failed)
  run.endAt = run.startAt + Math.round(run.spanMs * last)
  run.finalStatus = STATUS.FAIL
  return run
}

export function downstreamOf(flow: Flow, index: number): Set<number> {
  const lost = new Set<number>()
  for (const [at, task] of flow.tasks.entries())
    if (task.after.some((before) => before === index || lost.has(before))) lost.add(at)
  return lost
}

/** The longest a run of this workflow can stay unfinished after its trigger. */
export function longestLife(flow: Flow): number {
  return flow.pace.waitMs[1] + flow.pace.readyMs[1] + flow.pace.runMs[1]
}
