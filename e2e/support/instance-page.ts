import type { Locator, Page } from '@playwright/test'
import type { Account, NewInstance, SeededInstance } from './simulator-control'
import type { Stack } from './stack'

/** For what a page learns by itself, at its own pace. */
export const WAIT = { timeout: 30_000 }

/** A running instance of three tasks that no request to cancel ends. */
export function seedRunOfThree(
  stack: Stack,
  account: Account,
  overrides: Partial<NewInstance> = {},
): Promise<SeededInstance> {
  return stack.control.seedInstance({
    owners: [account.username],
    flowName: 'wind-report',
    type: 1,
    cycle: 'H',
    status: 'RUNNING',
    onCancel: 'never',
    tasks: [
      { name: 'read-scada', status: 'SUCCESS' },
      { name: 'aggregate', status: 'RUNNING', after: ['read-scada'] },
      { name: 'write-report', status: 'INIT', after: ['aggregate'] },
    ],
    ...overrides,
  })
}

export function headingOf(page: Page): Locator {
  return page.getByRole('heading', { level: 1 })
}

/** The table of tasks. */
export function tasksOf(page: Page): Locator {
  return page.getByRole('table', { name: 'Tasks' })
}

/** What stands above all else: name, state, and what can be done. */
export function headOf(page: Page, flowInstId: string): Locator {
  return page.locator(`header[data-row="${flowInstId}"]`)
}
