import type { CancellationView } from '@/lib/shared/cancellation'
import { isActive, type Status } from '@/lib/shared/statuses'

/** EnOS scheduling types (enos-api.md 6.3). */
export const SCHEDULES = ['manual', 'periodic', 'temporary'] as const
export type Schedule = (typeof SCHEDULES)[number]

export const SCHEDULE_TYPES: Readonly<Record<Schedule, 0 | 1 | 2>> = { manual: 0, periodic: 1, temporary: 2 }

/** A time string of EnOS as it came, and the instant it means where its zone is decided (enos-api.md 9.3). */
export type EnosTime = { text: string; at: number | null; zone: string | null }

/** In which zones EnOS writes when instances are triggered, and when they run; null where it is undecided. */
export type EnosZones = { trigger: string | null; run: string | null }

export type InstanceRow = {
  flowInstId: string
  flowId: string
  flowName: string
  status: Status
  /** How it was started; null where only a list can tell and none has been read yet. */
  schedule: Schedule | null
  /** EnOS cycle code: M, W, D, H, mi; null where there is none. */
  cycle: string | null
  trigger: EnosTime | null
  started: EnosTime | null
  ended: EnosTime | null
  /** Business date, yyyy-MM-dd. */
  businessDate: string | null
  owners: string[]
  /** EnOS would probably take a cancel: see isCancellable. */
  cancellable: boolean
  cancellation: CancellationView | null
}

/** The answer of GET /api/instances. Times are Unix ms, UTC. */
export type InstanceList = {
  rows: InstanceRow[]
  /** When EnOS was asked. */
  readAt: number
  /** How long a page should wait before it asks again. */
  refreshAfterMs: number
  /** More instances exist than are listed. */
  truncated: boolean
}

/** The answer of GET /api/cancellations/open. */
export type OpenCancellations = {
  open: CancellationView[]
  /** Ended and not told yet: asked by this person, or by somebody else when this person wanted the same (`askedByMe`). */
  untold: CancellationView[]
  now: number
  /** Who asked, and when their session ends (Unix ms). */
  asker: { person: string; endsAt: number }
}

/** Whether a cancel may be asked for; an unknown status may, with a warning (product.md, can be cancelled). */
export function isCancellable(status: Status, isFailLive: boolean): 'yes' | 'warn' | 'no' {
  if (status.name === 'UNKNOWN') return 'warn'
  if (status.name === 'FAIL') return isFailLive ? 'yes' : 'no'
  return isActive(status) ? 'yes' : 'no'
}
