import type { Locator, Page } from '@playwright/test'
import type { Account } from './simulator-control'
import type { Stack } from './stack'

/** What EnOS cuts a log to, in bytes. */
export const LOG_LIMIT = 1_048_576

/** It stands in the command line of each header. */
export const SECRET = 'PASSWORD=wind-7Q2x'

const RULE = '='.repeat(73)

/** What EnOS writes above a log. */
export function headerOf(taskInstId: string): string {
  return [
    RULE,
    'run  num:\t1',
    `instance:\tt${taskInstId}`,
    `cmdline:\texport ${SECRET}; run turbine`,
    'submitter:\tdb_envision',
    'current time:\tThu Aug 08 03:22:38 UTC 2019',
    RULE,
    '',
  ].join('\n')
}

export function linesFrom(first: number, count: number): string {
  return Array.from({ length: count }, (_, n) => `line ${first + n} of turbine data\n`).join('')
}

/** An instance of two tasks, of which `aggregate` has this status, and `write` waits for it. */
export async function seedTasks(stack: Stack, { username }: Account, status = 'RUNNING') {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [username],
    flowName: 'wind-report',
    type: 1,
    status: 'RUNNING',
    tasks: [
      { name: 'aggregate', status },
      { name: 'write', status: 'WAIT', after: ['aggregate'] },
    ],
  })
  const [task, waiting] = (await stack.control.instance(flowInstId)).tasks
  const taskInstId = task?.taskInstId ?? ''
  const path = (id = taskInstId) => `/instances/${flowInstId}/tasks/${id}`
  return { flowInstId, taskInstId, path, waitingId: waiting?.taskInstId ?? '' }
}

/** The log of `aggregate`. */
export function logOf(page: Page): Locator {
  return page.getByRole('log', { name: 'Log of aggregate' })
}

/** A button above the log. */
export function tool(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}
