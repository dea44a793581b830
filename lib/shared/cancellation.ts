import type { PauseWish } from '@/lib/shared/flow-actions'

/** Words of a cancellation that the browser and the server share (product.md, life of a cancellation). */

export const STATES = [
  'requested',
  'sent',
  'accepted',
  'unconfirmed',
  'stopped',
  'finished_first',
  'refused',
  'not_sent',
  'lost_track',
] as const
export type CancellationState = (typeof STATES)[number]

export const OPEN_STATES = ['requested', 'sent', 'accepted', 'unconfirmed'] as const
export type OpenState = (typeof OPEN_STATES)[number]

export const REASONS = [
  'wrong_input',
  'stuck',
  'mistake',
  'duplicate',
  'upstream',
  'maintenance',
  'other',
] as const
export type Reason = (typeof REASONS)[number]

export const NOTE_MAX = 1000

const open: ReadonlySet<string> = new Set(OPEN_STATES)

export function isOpen(state: CancellationState): state is OpenState {
  return open.has(state)
}

export function isOverdue(
  { state, overdueAt }: Pick<CancellationView, 'state' | 'overdueAt'>,
  now: number,
): boolean {
  return isOpen(state) && now > overdueAt
}

/** What a person may see of a cancellation. Times are Unix ms, UTC. */
export type CancellationView = {
  id: string
  flowInstId: string
  flowId: string
  flowName: string
  state: CancellationState
  /** EnOS status code when it was asked. */
  statusBefore: number
  /** EnOS status code that closed it, where one did. */
  statusAfter: number | null
  reason: Reason
  note: string
  askedBy: string
  askedByMe: boolean
  requestedAt: number
  closedAt: number | null
  /** How often the cancel was sent. */
  attempts: number
  /** Overdue when still open after this. */
  overdueAt: number
  /** From when this viewer may ask again, while it is open; null for who does not own the instance. */
  askAgainAt: number | null
  /** What EnOS reported some minutes after the end, where it was something else: a status code. */
  later: { status: number; at: number } | null
  /** EnOS's answer to the cancel call. */
  answer: {
    code: number | null
    http: number | null
    text: string | null
    requestId: string | null
    /** EnOS said no; until a read shows that the instance goes on, that is not the end of it. */
    turnedAway: boolean
  } | null
  /** Whether the schedule is paused too, and what became of it; null where that was not asked for. */
  pause: PauseWish | null
  /** It was sent, and what came of it could not be written down yet: told to who asked, once. */
  unrecorded?: true
}

/** Whether the viewer it is shown to owned its instance when it was asked. */
export function ownsInstance({ askAgainAt }: Pick<CancellationView, 'askAgainAt'>): boolean {
  return askAgainAt !== null
}

/** A page of the history, newest first; `next` is the cursor of the following page. */
export type HistoryPage = {
  rows: CancellationView[]
  next: string | null
  /** Whose cancellations these are: the viewer's, or the whole organization's (leads). */
  scope: 'mine' | 'organization'
}
