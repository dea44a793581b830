import type { Locator, Page } from '@playwright/test'
import { expect, submitSignIn, test } from './fixtures'
import { trySignIn } from './support/try-sign-in'

test.use({ stackOptions: { company: 'empty' }, allowedErrors: /status of 401/ })

const alert = (page: Page): Locator => page.getByRole('alert').filter({ hasText: /./ })

test('a wait counts down for the eye, is said once, and its end once', async ({ page, stack, account }) => {
  const { username } = account
  for (let n = 0; n < 5; n++) await trySignIn(stack, { fields: { username, password: 'guess' } })
  await page.clock.install()
  await page.goto('/sign-in')
  await submitSignIn(page, { username, password: account.password })
  const seen = alert(page).locator('[aria-hidden=true]')
  await expect(seen).toHaveText(/^Too many tries\. Wait (1 minute|\d+ seconds), then try again\.$/)
  const secondsLeft = async () => Number(/(\d+) seconds/.exec((await seen.textContent()) ?? '')?.[1] ?? 60)
  const atFirst = await secondsLeft()
  const field = page.getByLabel('Password', { exact: true })
  const said = await alert(page).ariaSnapshot()

  await page.clock.fastForward(10_000)
  await expect.poll(secondsLeft).toBeLessThanOrEqual(atFirst - 10)
  expect(await alert(page).ariaSnapshot()).toBe(said)
  await expect(field).toHaveAccessibleDescription(/^Too many tries/)

  await page.clock.fastForward(60_000)
  await expect(alert(page)).toHaveText('You can try again now.')
  await expect(field).toHaveAccessibleDescription('You can try again now.')
})

test('a wait that the address tells of is counted down too', async ({ page }) => {
  await page.clock.install()
  await page.goto('/sign-in?error=slowed:90')
  const seen = alert(page).locator('[aria-hidden=true]')
  await expect(seen).toHaveText(/Wait 2 minutes/)
  // The wait begins where the page comes alive, which takes the keyboard to the form.
  await expect(page.getByLabel('Username', { exact: true })).toBeFocused()
  await page.clock.fastForward(45_000)
  await expect(seen).toHaveText(/Wait \d+ seconds/)
})
