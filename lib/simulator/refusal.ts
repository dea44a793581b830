/** What an operation of the batch service answers, before its envelope. */
export type Result = { code: number; msg: string; data?: unknown }

export function ok(data: unknown): Result {
  return { code: 0, msg: 'OK', data }
}

/** Refusals of the batch service (enos-api.md 7.1). */
export const REFUSED = {
  mismatch: { code: 62101, msg: 'userId does not exist, or it does not match to orgId.' },
  parameter: { code: 62102, msg: 'Incorrect parameter' },
  body: { code: 62102, msg: 'Invalid request body' },
  sorters: { code: 62102, msg: 'The sorters field parameter is invalid' },
  notFound: { code: 62102, msg: 'Instance not found' },
  noTaskInstance: { code: 62102, msg: 'Invalid taskInstId' },
  noTaskOrLog: { code: 62102, msg: 'Invalid taskInstId or it has no log' },
  noLog: { code: 62109, msg: 'No log found' },
  noFlow: { code: 62102, msg: 'Workflow not found' },
  privilege: { code: 62103, msg: 'User has no privilege.' },
  ended: { code: 62104, msg: 'The instance has already ended' },
  noTasks: { code: 62104, msg: 'The workflow has no task and cannot be triggered' },
  tooSoon: {
    code: 62102,
    msg: 'The instance cannot be created. Do not trigger the same workflow repeatedly within 1 minute.',
  },
  locked: { code: 62105, msg: 'Your account has been locked' },
} as const satisfies Record<string, Result>
