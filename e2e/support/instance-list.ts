import { expect, type Locator, type Page, type Route } from '@playwright/test'
import { isAction } from './action-request'

export function rowOf(page: Page, flowInstId: string): Locator {
  return page.locator(`[data-row="${flowInstId}"]`)
}

export function dialogOf(page: Page): Locator {
  return page.getByRole('alertdialog').or(page.getByRole('dialog'))
}

/** Presses the button of a row that opens its dialog. */
export async function pressCancel(page: Page, flowInstId: string): Promise<void> {
  await rowOf(page, flowInstId)
    .getByRole('button', { name: /^Cancel / })
    .click()
}

/** Opens the dialog of a row and waits for what it says of the instance, or that this cannot be had. */
export async function openDialog(page: Page, flowInstId: string): Promise<Locator> {
  await pressCancel(page, flowInstId)
  const dialog = dialogOf(page)
  await expect(dialog).toContainText(flowInstId)
  await expect(dialog.locator('.breathing')).toHaveCount(0)
  return dialog
}

/** Opens the dialog of a row, gives a reason and asks. The dialog closes once the request is recorded. */
export async function requestCancellation(
  page: Page,
  flowInstId: string,
  { reason = 'Stuck or too slow', note = '' } = {},
): Promise<void> {
  const dialog = await openDialog(page, flowInstId)
  await dialog.getByLabel('Reason').selectOption({ label: reason })
  if (note) await dialog.getByLabel('Note').fill(note)
  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await expect(dialog).toBeHidden()
}

/**
 * Loses the answer of the next request to cancel: once the server has dealt with it, or at once, while it is still on
 * its way until it is `let` go on. Resolves when the server has answered.
 */
export function loseNextAnswer(page: Page, { held }: { held?: Promise<void> } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    let isLost = false
    const lose = async (route: Route): Promise<void> => {
      if (isLost || !isAction(route.request())) return route.fallback()
      isLost = true
      const answering = Promise.resolve(held).then(() => route.fetch())
      answering.then(() => resolve(), reject)
      if (held === undefined) await answering
      await route.abort('connectionreset')
    }
    page.route(() => !isLost, lose).catch(reject)
  })
}
