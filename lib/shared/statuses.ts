/** EnOS instance statuses, their codes and what they mean for a cancel (enos-api.md 6.1, 6.2). */
const codes = {
  FAIL: -1,
  INIT: 0,
  SUCCESS: 1,
  RUNNING: 2,
  SUSPEND: 3,
  INTERNAL_ERROR: 4,
  WAIT: 5,
  READY: 6,
  TIMEOUT: 7,
  CANCEL: 8,
  RERUN: 9,
  SKIP: 10,
} as const

export type StatusName = keyof typeof codes
export type Status = { code: number; name: StatusName | 'UNKNOWN' }

export const STATUS_CODES: Readonly<Record<StatusName, number>> = codes

const names = new Map<number, StatusName>(
  Object.entries(codes).map(([name, code]) => [code, name as StatusName]),
)

/** Statuses an instance can still leave by itself; FAIL is judged apart, by its graph (product.md). */
export const ACTIVE_STATUSES = [
  'INIT',
  'RUNNING',
  'SUSPEND',
  'WAIT',
  'READY',
  'RERUN',
] as const satisfies StatusName[]

const active: ReadonlySet<string> = new Set(ACTIVE_STATUSES)

export function statusFromCode(code: number): Status {
  return { code, name: names.get(code) ?? 'UNKNOWN' }
}

export function isStatusName(value: string): value is StatusName {
  return Object.hasOwn(codes, value)
}

export function isActive(status: Status): boolean {
  return active.has(status.name)
}

/** How a read settles an open cancellation. `failLive`: whether a FAIL was seen to be still running. */
export type Seen = 'live' | 'cancelled' | 'finished'

export function seenAs(status: Status, failLive: boolean): Seen {
  if (status.name === 'CANCEL') return 'cancelled'
  if (status.name === 'UNKNOWN' || isActive(status)) return 'live'
  if (status.name === 'FAIL' && failLive) return 'live'
  return 'finished'
}
