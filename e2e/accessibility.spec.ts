import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => target.join(' ')) })),
  ).toEqual([])
}

for (const [width, tag] of [
  ['wide', '@wide'],
  ['narrow', '@narrow'],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`sign-in, list, dialog and history, ${width}, ${colorScheme} ${tag}`, async ({
      page,
      stack,
      account,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { flowInstId } = await stack.control.seedInstance({
        owners: [account.username],
        type: 1,
        status: 'RUNNING',
        cancelDelayMs: 60_000,
      })
      await page.goto('/sign-in')
      await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
      await expectAccessible(page)
      await signIn(page, account)
      const row = rowOf(page, flowInstId)
      await expect(row).toContainText('Running')
      await expectAccessible(page)
      await row.getByRole('button', { name: /^Cancel / }).click()
      await expect(page.getByRole('button', { name: 'Keep running' })).toBeFocused()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await expect(row.getByRole('button', { name: /^Cancel / })).toBeFocused()
      await requestCancellation(page, flowInstId)
      await page.goto('/history')
      await expect(page.getByText(flowInstId)).toBeVisible()
      await expectAccessible(page)
    })
  }
}

test('the whole path by keyboard alone', async ({ page, stack, account }) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 1000,
  })
  await page.goto('/sign-in')
  await expect(page.getByLabel('Username', { exact: true })).toBeFocused()
  await page.keyboard.type(account.username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(account.password)
  await page.keyboard.press('Enter')
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  // Keys are heard once the page has come alive.
  await expect(async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await expect(page.getByRole('button', { name: 'Keep running' })).toBeFocused({ timeout: 1000 })
  }).toPass()
  await page.keyboard.press('2')
  await page.keyboard.press('Control+Enter')
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  await page.goto('/history')
  await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText('Stuck or too slow')
})
