import type { CancelStyle, Flow, Span } from './flow'
import { instanceId } from './instance-id'
import { between, mix, unit } from './random'
import type { Acceptance, Mark, Run } from './run'
import { STATUS } from './status-codes'

const NO_MARKS: readonly Mark[] = []

/** A scheduled instance. A class, since a list looks at tens of thousands of them and shows a page. */
class PlannedRun implements Run {
  readonly flow: Flow
  readonly seed: number
  createdAt: number
  triggerAt: number
  readyAt: number
  startAt: number
  spanMs: number
  endAt: number
  finalStatus: number = STATUS.SUCCESS
  failAt: number | undefined = undefined
  failTask: number | undefined = undefined
  suspend: Span | undefined = undefined
  hold: number | undefined = undefined
  stop: Mark | undefined = undefined
  cancel: Acceptance | undefined = undefined
  cancelDelayMs: number | undefined = undefined
  onCancel: CancelStyle
  marks: readonly Mark[] = NO_MARKS

  constructor(flow: Flow, seed: number, triggerAt: number) {
    const { pace } = flow
    const root = mix(seed ^ flow.flowId, triggerAt / 1000)
    this.flow = flow
    this.seed = seed
    this.createdAt = triggerAt - pace.leadMs
    this.triggerAt = triggerAt
    this.readyAt = triggerAt + Math.round(between(pace.waitMs, unit(root, 1)))
    this.startAt = this.readyAt + Math.round(between(pace.readyMs, unit(root, 2)))
    this.spanMs = Math.round(between(pace.runMs, unit(root, 3)))
    this.endAt = this.startAt + this.spanMs
    this.onCancel = flow.onCancel
    this.#end(unit(root, 4), unit(root, 5))
  }

  get id(): string {
    return instanceId(this.flow.flowId, this.flow.schedule.kind, this.triggerAt)
  }

  #end(luck: number, share: number): void {
    const { pace } = this.flow
    if (pace.suspend) {
      const [from, to] = pace.suspend
      this.suspend = [this.startAt + this.spanMs * from, this.startAt + this.spanMs * to]
    } else if (luck < pace.failShare) {
      planFailure(this, share)
    } else if (luck < pace.failShare + pace.timeoutShare) {
      this.finalStatus = STATUS.TIMEOUT
      this.endAt = this.startAt + Math.round(this.spanMs * 0.8)
    }
  }
}

/** The whole life of a scheduled instance, worked out from the seed: nothing is kept for it. */
export function planRun(flow: Flow, seed: number, triggerAt: number): Run {
  return new PlannedRun(flow, seed, triggerAt)
}

/** One task fails; what does not depend on it still runs to its end. */
function planFailure(run: Run, share: number): void {
  const { tasks } = run.flow
  const failTask = Math.floor(share * tasks.length)
  const lost = downstreamOf(run.flow, failTask)
  const failed = tasks[failTask]?.to ?? 1
  let last = failed
  for (const [index, task] of tasks.entries()) if (!lost.has(index)) last = Math.max(last, task.to)
  run.failTask = failTask
  // A millisecond later, lest rounding leaves what ends there running for ever.
  run.failAt = run.startAt + Math.floor(run.spanMs * failed) + 1
  run.endAt = run.startAt + Math.floor(run.spanMs * last) + 1
  run.finalStatus = STATUS.FAIL
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
