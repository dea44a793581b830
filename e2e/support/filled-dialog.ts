import { expect, type Page } from '@playwright/test'
import { signIn } from '@/e2e/fixtures'
import { dialogOf, openDialog, rowOf } from './instance-list'
import type { Account, LoggedCall } from './simulator-control'
import type { Stack } from './stack'

type Scene = { page: Page; stack: Stack; account: Account }

/** A running instance of the person. */
export async function seedRunning(
  { stack, account }: Pick<Scene, 'stack' | 'account'>,
  cancelDelayMs = 1000,
): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    flowName: 'meter-reading-import',
    owners: [account.username],
    cancelDelayMs,
  })
  return flowInstId
}

/** Opens the dialog of a running instance and fills it, but does not ask yet. */
export async function seedAndFill(scene: Scene): Promise<string> {
  const flowInstId = await seedRunning(scene)
  await signIn(scene.page, scene.account)
  const dialog = await openDialog(scene.page, flowInstId)
  await dialog.getByLabel('Reason').selectOption({ label: 'Other' })
  await dialog.getByLabel('Note').fill('feed sends zeros')
  return flowInstId
}

/** Presses the button of the dialog that asks. */
export function confirm(page: Page): Promise<void> {
  return dialogOf(page).getByRole('button', { name: 'Request cancellation' }).click()
}

/** The requests to cancel an instance that EnOS got. */
export function cancelsOf(stack: Stack, flowInstId: string): Promise<LoggedCall[]> {
  return stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })
}

/** Asks while nothing is in the way: the instance stops, and EnOS has got one request, whatever came before. */
export async function confirmAndStop(
  { page, stack }: Pick<Scene, 'page' | 'stack'>,
  flowInstId: string,
): Promise<void> {
  await confirm(page)
  await expect(dialogOf(page)).toBeHidden()
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
}
