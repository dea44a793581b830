import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { rowOf } from './support/instance-list'

/** Opens a page whose scripts do not come before they are let through. */
async function openWithoutScripts(page: Page, path: string): Promise<() => void> {
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  return letThrough
}

test.describe('what is pressed before the scripts of the page are there', () => {
  let flowInstId = ''
  test.beforeEach(async ({ page, stack, account }) => {
    const seeded = await stack.control.seedInstance({
      owners: [account.username],
      type: 1,
      status: 'RUNNING',
    })
    flowInstId = seeded.flowInstId
    await signIn(page, account)
  })

  test('opens the cancel dialog from the list', async ({ page }) => {
    const letThrough = await openWithoutScripts(page, '/')
    await rowOf(page, flowInstId).locator('[data-cancel]').click()
    letThrough()
    const dialog = page.getByRole('alertdialog')
    await expect(dialog).toContainText(flowInstId)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(rowOf(page, flowInstId).locator('[data-cancel]')).toBeFocused()
  })

  test('opens the cancel dialog from the page of the instance', async ({ page }) => {
    const letThrough = await openWithoutScripts(page, `/instances/${flowInstId}`)
    await page.locator('[data-cancel]').click()
    letThrough()
    await expect(page.getByRole('alertdialog')).toContainText(flowInstId)
  })

  test('counts once, and so does what is pressed later', async ({ page }) => {
    const letThrough = await openWithoutScripts(page, '/')
    const running = page.getByRole('button', { name: /^Running/ })
    await running.click()
    await expect(running).toHaveAttribute('aria-pressed', 'false')
    letThrough()
    await expect(running).toHaveAttribute('aria-pressed', 'true')
    await running.click()
    await expect(running).toHaveAttribute('aria-pressed', 'false')
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await page.waitForURL('**/history')
    await page.getByRole('link', { name: 'Instances', exact: true }).click()
    await expect(running).toHaveAttribute('aria-pressed', 'false')
  })

  test('what is typed stays, and is searched for', async ({ page, stack, account }) => {
    const other = await stack.control.seedInstance({ owners: [account.username], type: 1, status: 'RUNNING' })
    const letThrough = await openWithoutScripts(page, '/')
    await page.getByRole('searchbox').fill(flowInstId)
    letThrough()
    await expect(rowOf(page, other.flowInstId)).toBeHidden()
    await expect(rowOf(page, flowInstId)).toBeVisible()
    await expect(page.getByRole('searchbox')).toHaveValue(flowInstId)
  })

  test('opens what EnOS sends, with what is in it', async ({ page }) => {
    const letThrough = await openWithoutScripts(page, `/instances/${flowInstId}`)
    await page.getByRole('heading', { name: 'Raw JSON' }).click()
    letThrough()
    await expect(page.locator('pre')).toContainText(flowInstId)
  })
})

test.describe('what is chosen around the page before its scripts are there', () => {
  // What the page asks for while its session ends may come too late.
  test.use({ allowedErrors: /status of 401/ })

  test('is done', async ({ page, stack, account }) => {
    const seeded = await stack.control.seedInstance({
      owners: [account.username],
      type: 1,
      status: 'RUNNING',
    })
    await signIn(page, account)
    const menu = page.getByRole('button', { name: /^Account of/ })
    const zone = page.getByRole('combobox', { name: 'Show times in' })
    const letThroughFirst = await openWithoutScripts(page, '/')
    await menu.click()
    await zone.selectOption('utc')
    letThroughFirst()
    const time = rowOf(page, seeded.flowInstId).locator('time').first()
    await expect(time).toHaveAttribute('title', /^[^(]*\(UTC\)/)
    await expect(zone).toHaveValue('utc')

    const letThrough = await openWithoutScripts(page, '/')
    await menu.click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    letThrough()
    await page.waitForURL('**/sign-in**')
  })
})

test('a lead who asks early is told whether the history is as it was written', async ({ page, stack }) => {
  const lead = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  if (!lead) throw new Error('The simulator has no account lin.')
  await signIn(page, lead)
  const letThrough = await openWithoutScripts(page, '/history')
  const button = page.getByRole('button', { name: 'Verify history' })
  await button.click()
  letThrough()
  const panel = page.getByRole('region', { name: 'Is the history as it was written?' })
  await expect(panel).toContainText(/Consistent with itself|Nothing has been written/)
  const [above, below] = [await button.boundingBox(), await panel.boundingBox()]
  expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0))
})
