/** What a person may do to the workflow of an instance they own, beside stopping the instance (product.md). */
export const FLOW_ACTIONS = ['pause_schedule', 'resume_schedule', 'run_again'] as const
export type FlowActionKind = (typeof FLOW_ACTIONS)[number]

export const FLOW_ACTION_STATES = [
  /** The intent is committed, nothing was sent. */
  'requested',
  /** Committed right before the bytes leave; no answer recorded yet. */
  'sent',
  /** The answer was lost; EnOS may or may not have done it. A read decides. */
  'unconfirmed',
  /** EnOS answered success, or a read shows that it was done. */
  'done',
  /** EnOS or its gateway clearly turned it away. */
  'refused',
  /** Flowstop went down, or could not send it: nothing reached EnOS. */
  'not_sent',
  /** The answer was lost, and reads show that it was not done. */
  'not_done',
  /** The answer was lost, and no read could tell what became of it. */
  'lost_track',
] as const
export type FlowActionState = (typeof FLOW_ACTION_STATES)[number]

export const OPEN_ACTION_STATES = ['requested', 'sent', 'unconfirmed'] as const satisfies FlowActionState[]

const open: ReadonlySet<string> = new Set(OPEN_ACTION_STATES)

export function isActionOpen(state: FlowActionState): boolean {
  return open.has(state)
}

/** What a person may see of one. Times are Unix ms, UTC. */
export type FlowActionView = {
  id: string
  kind: FlowActionKind
  state: FlowActionState
  flowId: string
  flowName: string
  /** The instance from which it was asked. */
  flowInstId: string
  /** The cancellation that it belongs to, where there is one. */
  cancellationId: string | null
  /** It was asked for together with the cancel, and not later, from its record. */
  isWithCancel: boolean
  askedBy: string
  askedByMe: boolean
  requestedAt: number
  closedAt: number | null
  /** Of *Run again*: the trigger time that EnOS was given, and the instance that came of it, once it is known. */
  triggerAt: number | null
  newFlowInstId: string | null
  answer: { code: number | null; http: number | null; text: string | null; requestId: string | null } | null
  /** It was sent, and what came of it could not be written down yet: told to who asked, once. */
  unrecorded?: true
}

/** What became of *Pause the schedule too* on a cancellation. `action`: the last one on its record. */
export type PauseWish = { action: FlowActionView | null } & (
  | {
      /** `waiting`: EnOS has not accepted the cancel yet. `not_done`: it can still be done now. */
      state: 'waiting' | 'under_way' | 'paused' | 'not_done'
    }
  /** Not with the cancel, but by a later act, from its record or elsewhere. */
  | { state: 'paused_since'; pausedAt: number }
)

/** `key` belongs to a person and an act: seen before, it returns what stands. `cancellationId`: shown on that record. */
export type ScheduleInput = { flowInstId: string; key: string; cancellationId?: string | undefined }

/** `sameTriggerAt`: the instant that the dialog showed for the same trigger time; null runs it now. */
export type RunAgainInput = {
  flowInstId: string
  key: string
  sameTriggerAt: number | null
  cancellationId?: string | undefined
}
