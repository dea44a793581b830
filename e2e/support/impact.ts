import { expect, type Locator, type Page } from '@playwright/test'
import { dialogOf } from './instance-list'
import type { Account, NewInstance } from './simulator-control'
import type { Stack } from './stack'

const MINUTE_MS = 60_000

/** Of each kind that the dialog tells of. */
export const TASKS = [
  { name: 'read-scada', status: 'SUCCESS' },
  { name: 'check-input', status: 'SUCCESS' },
  { name: 'aggregate-turbines', status: 'RUNNING' },
  { name: 'score-images', status: 'SUSPEND' },
  { name: 'send-report', status: 'SKIP' },
  ...['write-parquet', 'publish', 'notify-team', 'archive', 'clean-up'].map((name) => ({
    name,
    status: 'INIT',
  })),
]

/** A run that began 41 minutes ago, of a workflow with a schedule. */
export async function seedRun(
  stack: Stack,
  { username }: Account,
  overrides: Partial<NewInstance> = {},
): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [username],
    flowName: 'wind-farm-power-hourly',
    type: 1,
    cycle: 'H',
    freq: '0 0 * * * ? *',
    status: 'RUNNING',
    triggerTime: Date.now() - 42 * MINUTE_MS,
    startTime: Date.now() - 41 * MINUTE_MS,
    tasks: TASKS,
    ...overrides,
  })
  return flowInstId
}

/** What the dialog tells before anybody confirms. */
export function factsIn(page: Page): Locator {
  return page.getByRole('alertdialog').getByRole('region', { name: 'What this does' })
}

/** What a record tells of what was known. */
export function knownIn(page: Page): Locator {
  return page.getByRole('region', { name: 'What you knew' })
}

/** Opens the record of the only cancellation of the person. */
export async function openRecord(page: Page): Promise<void> {
  await page.goto('/history')
  await page.locator('main a[href^="/history/"]').first().click()
  await expect(knownIn(page)).toBeVisible()
}

/** Where all that can be clicked stands, whatever the facts are. */
export function placesIn(page: Page): Promise<unknown[]> {
  const dialog = dialogOf(page)
  const clickable = [
    dialog.getByLabel('Reason'),
    dialog.getByLabel('Note'),
    dialog.getByRole('button', { name: 'Keep running' }),
    dialog.getByRole('button', { name: /^Request / }),
  ]
  return Promise.all(clickable.map((one) => one.boundingBox()))
}
