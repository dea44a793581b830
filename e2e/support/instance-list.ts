import { expect, type Locator, type Page } from '@playwright/test'

export function rowOf(page: Page, flowInstId: string): Locator {
  return page.locator(`[data-row="${flowInstId}"]`)
}

export function dialogOf(page: Page): Locator {
  return page.getByRole('alertdialog').or(page.getByRole('dialog'))
}

export async function openDialog(page: Page, flowInstId: string): Promise<Locator> {
  await rowOf(page, flowInstId)
    .getByRole('button', { name: /^Cancel / })
    .click()
  const dialog = dialogOf(page)
  await expect(dialog).toContainText(flowInstId)
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
