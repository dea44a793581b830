import { buildCompany } from './build-company'
import type { Flow } from './flow'
import { COMPANY_TASKS, MADE_TASKS, readInstanceId } from './instance-id'
import { longestLife, planRun } from './plan-run'
import { type FoundTask, isOver, type Run } from './run'
import { triggersBetween } from './schedule'

/** How far back the service remembers (enos-api.md 9.1). */
const HISTORY_MS = 90 * 24 * 3_600_000
const HOUR = 3_600_000
const FIRST_MADE_FLOW = 700_000

export type Window = {
  orgId: string
  owner: string
  type: number
  from: number
  to: number
  /** True where only instances that have not ended are wanted. */
  onlyUnfinished: boolean
}

/** Every instance there is: planned ones are computed when asked for, only touched ones are kept. */
export class RunStore {
  readonly #seed: number
  #company: Flow[]
  #given = 0
  readonly #made = new Map<number, Flow>()
  readonly #kept = new Map<string, Run>()
  readonly #keptTriggers = new Map<number, Set<number>>()

  constructor(options: { seed: number; size: number; isEmpty: boolean }) {
    this.#seed = options.seed
    this.#company = options.isEmpty ? [] : buildCompany(options.seed, options.size)
  }

  get seed(): number {
    return this.#seed
  }

  resize(size: number): void {
    if (this.#company.length > 0) this.#company = buildCompany(this.#seed, size)
  }

  /** A workflow number that no workflow has yet, for one made by control. */
  freshFlowId(): number {
    this.#given += 1
    return FIRST_MADE_FLOW + this.#given
  }

  flow(flowId: number): Flow | undefined {
    return this.#made.get(flowId) ?? this.#company.find((flow) => flow.flowId === flowId)
  }

  flows(): Flow[] {
    return [...this.#company, ...this.#made.values()]
  }

  /** Keeps an instance whose plan is bent by a cancel or by control. */
  keep(run: Run): void {
    this.#kept.set(run.id, run)
    const triggers = this.#keptTriggers.get(run.flow.flowId) ?? new Set()
    this.#keptTriggers.set(run.flow.flowId, triggers.add(run.triggerAt))
    if (run.flow.schedule.kind === 'none') this.#made.set(run.flow.flowId, run.flow)
  }

  find(id: string, now: number): Run | undefined {
    const kept = this.#kept.get(id)
    if (kept) return kept
    const parts = readInstanceId(id)
    const flow = parts && this.flow(parts.flowId)
    if (!flow || !parts || parts.triggerAt < now - HISTORY_MS) return undefined
    const width = flow.schedule.kind === 'hour' ? HOUR : 60_000
    for (const at of triggersBetween(
      flow.schedule,
      this.#seedOf(flow),
      parts.triggerAt,
      parts.triggerAt + width,
    )) {
      const run = planRun(flow, this.#seed, at)
      if (run.id === id) return run.createdAt <= now && !isSkipped(run) ? run : undefined
    }
    return undefined
  }

  /** The task that an ID names, in the instance that it belongs to. */
  findTask(taskInstId: string, now: number): FoundTask | undefined {
    const [, id, suffix] = /^(\d{1,12})(-\d+)$/.exec(taskInstId) ?? []
    const taskId = Number(id)
    for (const most of [COMPANY_TASKS, MADE_TASKS]) {
      const flow = this.flow(Math.floor(taskId / most))
      const index = flow?.tasks.findIndex((task) => task.taskId === taskId) ?? -1
      const run = flow && index >= 0 ? this.find(`${flow.flowId}${suffix}`, now) : undefined
      if (run) return { run, index, taskInstId }
    }
    return undefined
  }

  /** The last instance of a workflow triggered at or before a moment. */
  latestBefore(flowId: number, at: number): Run | undefined {
    const flow = this.flow(flowId)
    if (!flow) return undefined
    const planned = this.#lastPlanned(flow, at)
    const kept = this.#keptOf(flowId, at)
    return planned && (!kept || kept.triggerAt < planned.triggerAt) ? planned : kept
  }

  #lastPlanned(flow: Flow, at: number): Run | undefined {
    const triggers = triggersBetween(flow.schedule, this.#seedOf(flow), at - 7 * 24 * HOUR, at + 1)
    for (const trigger of triggers.reverse()) {
      const run = planRun(flow, this.#seed, trigger)
      if (!isSkipped(run)) return run
    }
    return undefined
  }

  #keptOf(flowId: number, until: number): Run | undefined {
    if (!this.#keptTriggers.has(flowId)) return undefined
    const runs = [...this.#kept.values()].filter(
      (run) => run.flow.flowId === flowId && run.triggerAt <= until,
    )
    return runs.sort((left, right) => left.triggerAt - right.triggerAt).at(-1)
  }

  /** Instances of a workflow that are due or under way. */
  underWay(flow: Flow, now: number): Run[] {
    const { orgId, type } = flow
    const window = { orgId, type, owner: '', from: now - HISTORY_MS, to: now + 1, onlyUnfinished: true }
    return this.between(window, now).filter((run) => run.flow.flowId === flow.flowId && !isOver(run, now))
  }

  /** Instances of a window that exist by now, in no particular order. */
  between(window: Window, now: number): Run[] {
    const runs: Run[] = []
    for (const run of this.#kept.values()) if (isWithin(run, window)) runs.push(run)
    for (const flow of this.#company) {
      if (!isOf(flow, window)) continue
      const life = window.onlyUnfinished ? longestLife(flow) : HISTORY_MS
      const from = Math.max(window.from, now - Math.min(life, HISTORY_MS))
      const to = Math.min(window.to, now + flow.pace.leadMs + 1)
      const kept = this.#keptTriggers.get(flow.flowId)
      for (const at of triggersBetween(flow.schedule, this.#seedOf(flow), from, to))
        if (!kept?.has(at)) addPlanned(runs, planRun(flow, this.#seed, at))
    }
    return runs
  }

  #seedOf(flow: Flow): number {
    return this.#seed * 31 + flow.flowId
  }
}

/** A schedule that stands still makes nothing that is not there already. */
function isSkipped(run: Run): boolean {
  const { schedule, pauses } = run.flow
  if (pauses.length === 0 || schedule.kind === 'hand') return false
  return pauses.some(([from, to]) => run.createdAt >= from && run.triggerAt < to)
}

function addPlanned(runs: Run[], run: Run): void {
  if (!isSkipped(run)) runs.push(run)
}

function isOf(flow: Flow, window: Window): boolean {
  if (flow.orgId !== window.orgId || flow.type !== window.type) return false
  return window.owner === '' || flow.owners.includes(window.owner)
}

function isWithin(run: Run, window: Window): boolean {
  return isOf(run.flow, window) && run.triggerAt >= window.from && run.triggerAt < window.to
}
