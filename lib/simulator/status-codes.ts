/** Instance statuses of the simulated service (enos-api.md 6.1), kept apart from the app's own table. */
export const STATUS = {
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

export type TaskState = keyof typeof STATUS

const names = new Map<number, TaskState>(
  Object.entries(STATUS).map(([name, code]) => [code, name as TaskState]),
)
const finals: ReadonlySet<number> = new Set([
  STATUS.FAIL,
  STATUS.SUCCESS,
  STATUS.INTERNAL_ERROR,
  STATUS.TIMEOUT,
  STATUS.CANCEL,
  STATUS.SKIP,
])

export function statusName(code: number): string {
  return names.get(code) ?? `STATUS_${code}`
}

export function isFinalStatus(code: number): boolean {
  return finals.has(code)
}

/** A status given by name or number; unknown numbers pass, to try out clients. */
export function readStatus(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  if (typeof value === 'string' && Object.hasOwn(STATUS, value)) return STATUS[value as TaskState]
  return undefined
}
