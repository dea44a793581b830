import { expect, type Locator, type Page } from '@playwright/test'

export function rowOf(page: Page, flowInstId: string): Locator {
  return page.locator(`[data-row="${flowInstId}"]`)
}

/** Opens the dialog of a row, gives a reason and asks. The dialog closes once the request is recorded. */
export async function requestCancellation(
  page: Page,
  flowInstId: string,
  { reason = 'Stuck or too slow', note = '' } = {},
): Promise<void> {
  await rowOf(page, flowInstId)
    .getByRole('button', { name: /^Cancel / })
    .click()
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await expect(dialog).toContainText(flowInstId)
  await dialog.getByLabel('Reason').selectOption({ label: reason })
  if (note) await dialog.getByLabel('Note').fill(note)
  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await expect(dialog).toBeHidden()
}
