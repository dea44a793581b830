export type Schedule =
  | { kind: 'minute'; every: number }
  | { kind: 'hour'; every: number; minute: number }
  | { kind: 'day'; hour: number; minute: number }
  | { kind: 'week'; weekday: number; hour: number; minute: number }
  | { kind: 'month'; day: number; hour: number; minute: number }
  /** Started by people or programs: about every so often, at no round time. */
  | { kind: 'hand'; everyMs: number; phaseMs: number }
  | { kind: 'none' }

export type Span = readonly [min: number, max: number]

/** How long the runs of a workflow spend in each phase, and how they end. */
export type Pace = {
  leadMs: number
  waitMs: Span
  readyMs: Span
  runMs: Span
  /** Part of the run during which it stands suspended, as shares of the run. */
  suspend?: Span
  failShare: number
  timeoutShare: number
}

export type CancelStyle = 'stop' | 'finish-first' | 'never' | 'fail'

export type TaskPlan = {
  taskId: number
  taskName: string
  x: number
  y: number
  /** When the task runs, as shares of its instance's run. */
  from: number
  to: number
  after: number[]
}

export type Flow = {
  flowId: number
  flowName: string
  orgId: string
  owners: string[]
  visitors: string[]
  creator: string
  type: 0 | 1 | 2
  cycle: string
  freq: string
  schedule: Schedule
  pace: Pace
  doAs: string
  alertMode: number
  desc: string
  locked: boolean
  active: 0 | 1
  /** When its schedule stood still. */
  pauses: [from: number, to: number][]
  tasks: TaskPlan[]
  references: { flowId: number; flowName: string }[]
  parameters: { key: string; value: string }[]
  onCancel: CancelStyle
  createdAt: number
}
