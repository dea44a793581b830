import type { CancelStyle, Flow, Span } from './flow'
import { between, mix, unit } from './random'
import type { Acceptance, Mark, Run } from './run'
import { STATUS } from './status-codes'

const SHORTLY: Span = [1_000, 4_000]
const AT_ONCE: Span = [0, 0]

/**
 * An instance that somebody asked for. A workflow runs one at a time (enos-api.md 5.6): it waits until those that were
 * under way before it are over, whenever that is.
 */
export class TriggeredRun implements Run {
  readonly flow: Flow
  readonly id: string
  readonly seed: number
  readonly createdAt: number
  readonly triggerAt: number
  spanMs: number
  finalStatus: number = STATUS.SUCCESS
  failAt: number | undefined = undefined
  failTask: number | undefined = undefined
  suspend: Span | undefined = undefined
  hold: number | undefined = undefined
  stop: Mark | undefined = undefined
  cancel: Acceptance | undefined = undefined
  cancelDelayMs: number | undefined = undefined
  onCancel: CancelStyle
  marks: readonly Mark[] = []
  readonly #before: readonly Run[]
  readonly #waitMs: number
  readonly #readyMs: number
  /** As control or a cancel bends them. */
  #readyAt: number | undefined
  #startAt: number | undefined
  #endAt: number | undefined

  constructor(given: {
    flow: Flow
    id: string
    seed: number
    createdAt: number
    triggerAt: number
    before: readonly Run[]
  }) {
    const { flow, seed, createdAt, triggerAt } = given
    const root = mix(seed ^ flow.flowId, createdAt)
    // What control made keeps to the times that it was given.
    const phase = flow.schedule.kind === 'none' ? AT_ONCE : SHORTLY
    this.flow = flow
    this.id = given.id
    this.seed = seed
    this.createdAt = createdAt
    this.triggerAt = triggerAt
    this.onCancel = flow.onCancel
    this.spanMs = Math.max(1, Math.round(between(flow.pace.runMs, unit(root, 3))))
    this.#before = given.before
    this.#waitMs = Math.round(between(phase, unit(root, 1)))
    this.#readyMs = Math.round(between(phase, unit(root, 2)))
  }

  get readyAt(): number {
    if (this.#readyAt !== undefined) return this.#readyAt
    const free = Math.max(0, ...this.#before.map((run) => run.stop?.at ?? run.endAt))
    return Math.max(this.createdAt, this.triggerAt, free) + this.#waitMs
  }

  set readyAt(at: number) {
    this.#readyAt = at
  }

  get startAt(): number {
    return this.#startAt ?? this.readyAt + this.#readyMs
  }

  set startAt(at: number) {
    this.#startAt = at
  }

  get endAt(): number {
    return this.#endAt ?? this.startAt + this.spanMs
  }

  set endAt(at: number) {
    this.#endAt = at
  }
}
