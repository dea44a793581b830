import type { Locator, Page } from '@playwright/test'
import { ZONE_COOKIE } from '@/lib/shared/locale'
import { expect, signIn, test } from './fixtures'
import { rowOf } from './support/instance-list'

/**
 * Opens a page whose scripts do not come before they are let through. Once more where `shown` is not there without them:
 * what EnOS is slow to tell is left to them.
 */
async function openWithoutScripts(page: Page, path: string, shown: Locator): Promise<() => void> {
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await expect(async () => {
    await page.goto(path, { waitUntil: 'commit' })
    await expect(shown).toBeVisible({ timeout: 5_000 })
  }).toPass()
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
    const button = rowOf(page, flowInstId).locator('[data-cancel]')
    const letThrough = await openWithoutScripts(page, '/', button)
    await button.click()
    letThrough()
    const dialog = page.getByRole('alertdialog')
    await expect(dialog).toContainText(flowInstId)
    await expect(dialog.getByRole('button', { name: 'Keep running' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(button).toBeFocused()
  })

  test('opens the cancel dialog from the page of the instance', async ({ page }) => {
    const button = page.locator('[data-cancel]')
    const letThrough = await openWithoutScripts(page, `/instances/${flowInstId}`, button)
    await button.click()
    letThrough()
    await expect(page.getByRole('alertdialog')).toContainText(flowInstId)
  })

  test('counts once, and so does what is pressed later', async ({ page }) => {
    const running = page.getByRole('button', { name: /^Running/ })
    const letThrough = await openWithoutScripts(page, '/', running)
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
    const letThrough = await openWithoutScripts(page, '/', rowOf(page, other.flowInstId))
    await page.getByRole('searchbox').fill(flowInstId)
    letThrough()
    await expect(rowOf(page, other.flowInstId)).toBeHidden()
    await expect(rowOf(page, flowInstId)).toBeVisible()
    await expect(page.getByRole('searchbox')).toHaveValue(flowInstId)
  })

  test('opens what EnOS sends, with what is in it', async ({ page }) => {
    const heading = page.getByRole('heading', { name: 'Raw JSON' })
    const letThrough = await openWithoutScripts(page, `/instances/${flowInstId}`, heading)
    await heading.click()
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
    const letThroughFirst = await openWithoutScripts(page, '/', menu)
    await menu.click()
    await zone.selectOption('utc')
    letThroughFirst()
    const time = rowOf(page, seeded.flowInstId).locator('time').first()
    await expect(time).toHaveAttribute('title', /^[^(]*\(UTC\)/)
    await expect(zone).toHaveValue('utc')

    const letThrough = await openWithoutScripts(page, '/', menu)
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
  const button = page.getByRole('button', { name: 'Verify history' })
  const letThrough = await openWithoutScripts(page, '/history', button)
  await button.click()
  letThrough()
  const panel = page.getByRole('region', { name: 'Is the history as it was written?' })
  await expect(panel).toContainText(/Consistent with itself|Nothing has been written/)
  const [above, below] = [await button.boundingBox(), await panel.boundingBox()]
  expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0))
})

test('what is typed to sign in before the scripts of the page are there goes on where it began', async ({
  page,
  account,
}) => {
  const password = page.getByLabel('Password', { exact: true })
  const letThrough = await openWithoutScripts(page, '/sign-in', password)
  await page.getByLabel('Username', { exact: true }).fill(account.username)
  await password.click()
  await page.keyboard.type(account.password.slice(0, 8))
  letThrough()
  // Written once the page is at work.
  await expect
    .poll(async () => (await page.context().cookies()).map(({ name }) => name))
    .toContain(ZONE_COOKIE)
  await expect(password).toBeFocused()
  await page.keyboard.type(account.password.slice(8))
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^My instances/)
})
