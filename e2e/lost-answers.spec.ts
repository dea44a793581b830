import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { cookieOf } from './support/cookies'
import { cancelsOf, confirm, seedRunning } from './support/filled-dialog'
import { loseNextAnswer, openDialog, rowOf } from './support/instance-list'
import type { Account } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signOutCookie } from './support/without-browser'

test.use({ allowedErrors: /status of 50\d|net::ERR_|Failed to (?:load|fetch)/ })

/** Opens and fills the dialog of a running instance, of which no read tells the page any more. */
async function openUntold({ page, stack, account }: { page: Page; stack: Stack; account: Account }) {
  const flowInstId = await seedRunning({ stack, account }, 600_000)
  await signIn(page, account)
  const dialog = await openDialog(page, flowInstId)
  await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
  // The row would tell of the record before anybody asks again.
  await page.route(/\/api\/(?:instances|cancellations)/, (route) => route.abort('connectionreset'))
  return { flowInstId, dialog, alert: dialog.getByRole('alert') }
}

test.describe('an answer that was lost', () => {
  test.use({ allowedErrors: /status of 401|net::ERR_|Failed to fetch/ })

  test('and a session that ends: nobody says that nothing was sent, and one cancel is sent', async ({
    page,
    stack,
    account,
  }) => {
    const { flowInstId, dialog, alert } = await openUntold({ page, stack, account })
    const answered = loseNextAnswer(page)
    await confirm(page)
    await expect(alert).toContainText('We do not know yet whether this was recorded')
    await answered
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)

    await signOutCookie(stack, await cookieOf(page))
    await confirm(page)
    await expect(alert).toContainText('Your session has ended')
    await expect(alert).toContainText('We still do not know whether your first request reached EnOS')
    await expect(alert).not.toContainText('No cancellation was sent')

    await alert.getByRole('button', { name: 'Sign in again' }).click()
    const again = page.getByRole('dialog', { name: 'Sign in again' })
    await again.getByLabel('Password', { exact: true }).fill(account.password)
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(again).toBeHidden()
    await confirm(page)
    await expect(dialog).toBeHidden()
    await page.unrouteAll({ behavior: 'wait' })
    await expect(rowOf(page, flowInstId)).toContainText('Cancelling')
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
  })
})

test('an answer that was lost while its request was still on the way: what a second press meets does not say that nothing was sent', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId, dialog, alert } = await openUntold({ page, stack, account })
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const answered = loseNextAnswer(page, { held })
  await confirm(page)
  await expect(alert).toContainText('We do not know yet whether this was recorded')
  const kind = { type: 'cut', when: 'before' } as const
  await stack.control.addFault({ operation: 'flowInstances.get', match: { flowInstId }, times: 5, kind })
  await confirm(page)
  await expect(alert).toContainText('EnOS cannot be reached')
  await expect(alert).toContainText('We still do not know whether your first request reached EnOS')
  await expect(alert).not.toContainText('No cancellation was sent')
  await stack.control.clearFaults()
  letGo()
  await answered
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
  await confirm(page)
  await expect(dialog).toBeHidden()
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
})
