import type { BrowserContext, Locator, Page } from '@playwright/test'
import { expect, newAccount, signIn, signInByForm, submitSignIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { placesIn } from './support/impact'
import { pressCancel, rowOf } from './support/instance-list'
import type { Account } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signOutCookie } from './support/without-browser'
import { en } from './support/words'

test.use({ stackOptions: { company: 'empty' }, allowedErrors: /status of 401/ })

const ALMOST_OVER_S = 240
const WHOLE_S = 7200

const notice = (page: Page): Locator => page.getByText(/You will be signed out in \d minutes?\./)
const signInDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Sign in again' })

async function cookieOf(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** Ends the session on the server; the browser keeps its cookie, as when a session runs out. */
async function endSession(stack: Stack, context: BrowserContext): Promise<void> {
  const cookie = await cookieOf(context)
  await signOutCookie(stack, cookie)
  expect((await fetch(`${stack.url}/api/instances`, { headers: { cookie } })).status).toBe(401)
}

async function signInAgain(page: Page, { password }: Pick<Account, 'password'>): Promise<void> {
  const dialog = signInDialog(page)
  const field = dialog.getByLabel('Password', { exact: true })
  await expect(field).toBeFocused()
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
}

async function openCancelDialog(page: Page, flowInstId: string): Promise<Locator> {
  await pressCancel(page, flowInstId)
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Reason').selectOption({ label: 'Other' })
  await dialog.getByLabel('Note').fill('typed before the session ended')
  return dialog
}

test.afterEach(({ stack }) => stack.control.patchSettings({ sessionLifeS: WHOLE_S }))

test('minutes before the end: signs in again in place, in every tab, and the old cookie is worthless', async ({
  page,
  context,
  stack,
  account,
}) => {
  test.slow()
  await stack.control.seedInstance({ type: 1, status: 'RUNNING', owners: [account.username] })
  await stack.control.patchSettings({ sessionLifeS: ALMOST_OVER_S })
  await signIn(page, account)
  const other = await context.newPage()
  await other.goto('/history')
  await expect(notice(other)).toBeVisible()
  await expect(notice(page)).toBeVisible()
  const search = page.getByRole('searchbox')
  await search.fill('wind')
  await expect.poll(() => new URL(page.url()).search).not.toBe('')
  const url = page.url()
  const oldCookie = await cookieOf(context)
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))

  await search.focus()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = signInDialog(page)
  const username = dialog.getByLabel('Username', { exact: true })
  await expect(username).toHaveValue(account.username)
  await expect(username).not.toBeEditable()
  await expect(username).toHaveAttribute('autocomplete', 'username')
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveAttribute(
    'autocomplete',
    'current-password',
  )
  await expectAccessible(page)
  const place = await dialog.boundingBox()
  await signInAgain(page, { password: 'not-the-password' })
  await expect(dialog.getByRole('alert')).toHaveText(en.signIn.passwordWrong)
  expect(await dialog.boundingBox()).toEqual(place)
  expect((await fetch(`${stack.url}/api/instances`, { headers: { cookie: oldCookie } })).status).toBe(200)

  await stack.control.patchSettings({ sessionLifeS: WHOLE_S })
  await signInAgain(page, account)
  await expect(dialog).toBeHidden()
  await expect(notice(page)).toBeHidden()
  await expect(notice(other)).toBeHidden()
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('wind')
  expect(page.url()).toBe(url)
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  expect((await fetch(`${stack.url}/api/instances`, { headers: { cookie: oldCookie } })).status).toBe(401)
  expect(
    (await fetch(`${stack.url}/api/instances`, { headers: { cookie: await cookieOf(context) } })).status,
  ).toBe(200)
})

test('the dialog is as good in the dark and in 320 px, with and without words in it', async ({
  page,
  stack,
  account,
}) => {
  await stack.control.patchSettings({ sessionLifeS: ALMOST_OVER_S })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 320, height: 640 })
  await signIn(page, account)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = signInDialog(page)
  const check = async (): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page)
    }
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0)
    await expect(dialog.getByRole('button', { name: 'Sign in', exact: true })).toBeInViewport({ ratio: 1 })
  }
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused()
  await check()
  await signInAgain(page, { password: 'not-the-password' })
  await expect(dialog.getByRole('alert')).toHaveText(en.signIn.passwordWrong)
  await check()
})

test('minutes before the end, within the cancel dialog: what was typed stays', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: [account.username],
  })
  await stack.control.patchSettings({ sessionLifeS: ALMOST_OVER_S })
  await signIn(page, account)
  const cancel = await openCancelDialog(page, flowInstId)
  await stack.control.patchSettings({ sessionLifeS: WHOLE_S })
  await cancel.getByRole('button', { name: 'Sign in again' }).click()
  await signInAgain(page, account)
  await expect(signInDialog(page)).toBeHidden()
  await expect(notice(page)).toHaveCount(0)
  await expect(cancel.getByLabel('Note')).toHaveValue('typed before the session ended')
  await expect(cancel.getByLabel('Note')).toBeFocused()
  await cancel.getByRole('button', { name: 'Request cancellation' }).click()
  await expect(cancel).toBeHidden()
})

test('after the end: one dialog over the other, Escape leaves the upper one, and the request goes once', async ({
  page,
  context,
  stack,
  account,
}) => {
  test.slow()
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: [account.username],
  })
  await signIn(page, account)
  const cancel = await openCancelDialog(page, flowInstId)
  await expect(cancel.locator('.breathing')).toHaveCount(0)
  const places = await placesIn(page)
  await endSession(stack, context)
  await cancel.getByRole('button', { name: 'Request cancellation' }).click()
  await expect(cancel.getByRole('alert')).toContainText('Your session has ended')
  // What is said of it has moved nothing from under the pointer.
  expect(await placesIn(page)).toEqual(places)
  await expect(cancel.getByRole('alert')).toContainText('What you entered is kept.')
  await expect(cancel.getByLabel('Note')).toBeInViewport({ ratio: 1 })
  await cancel.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = signInDialog(page)
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('half a pass')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(cancel.getByRole('button', { name: 'Sign in again' })).toBeFocused()
  await expect(cancel.getByLabel('Note')).toHaveValue('typed before the session ended')

  await page.keyboard.press('Enter')
  // The keyboard stays within the upper one.
  for (let n = 0; n < 6; n++) {
    await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await dialog.getByLabel('Password', { exact: true }).focus()
  await signInAgain(page, account)
  await expect(dialog).toBeHidden()
  await expect(cancel.getByText(en.cancel.signedInAgain)).toBeVisible()
  await expect(cancel.locator(':focus').or(cancel.and(page.locator(':focus')))).toHaveCount(1)
  await expect(cancel.getByLabel('Reason')).toHaveValue('other')
  await expect(cancel.getByLabel('Note')).toHaveValue('typed before the session ended')
  await cancel.getByRole('button', { name: 'Request cancellation' }).click()
  await expect(cancel).toBeHidden()
  await expect(rowOf(page, flowInstId)).toContainText(/Cancelling|Stopped/)
  const calls = await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })
  expect(calls).toMatchObject([{ userId: account.userId, code: 0 }])
})

test('after the end, from the list: its rows go on being refreshed', async ({
  page,
  context,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: [account.username],
  })
  await signIn(page, account)
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  await endSession(stack, context)
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(page.getByText(/Your session has ended/)).toBeVisible()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await signInAgain(page, account)
  await expect(page.getByText(/Your session has ended/)).toBeHidden()
  await stack.control.changeInstance(flowInstId, { status: 'SUSPEND' })
  await expect(rowOf(page, flowInstId)).toContainText('Suspended')
})

test('somebody else signs in: the page is loaded anew, and what was typed is gone', async ({
  page,
  context,
  stack,
  account,
}) => {
  const second = await newAccount(stack)
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: [account.username, second.username],
  })
  await signIn(page, account)
  const cancel = await openCancelDialog(page, flowInstId)
  await endSession(stack, context)
  const other = await context.newPage()
  await signInByForm(other, second)
  await expect(page.getByRole('button', { name: `Account of ${second.username}` })).toBeVisible()
  await expect(cancel).toBeHidden()
  await pressCancel(page, flowInstId)
  await expect(cancel.getByLabel('Note')).toHaveValue('')
})

test.describe('when the dialog cannot be loaded', () => {
  test.use({ allowedErrors: /status of 401|net::ERR_FAILED|chunk/i })

  test('leads to the sign-in page and back to the same view', async ({ page, context, stack, account }) => {
    await signIn(page, account)
    await page.goto('/?q=wind')
    await expect(page.getByRole('searchbox')).toHaveValue('wind')
    await endSession(stack, context)
    await context.route('**/_next/static/chunks/**', (route) => route.abort())
    await page.getByRole('button', { name: 'Refresh', exact: true }).click()
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.waitForURL(`${stack.url}/sign-in?next=${encodeURIComponent('/?q=wind')}`)
    await context.unroute('**/_next/static/chunks/**')
    await page.reload()
    await submitSignIn(page, account)
    await page.waitForURL(`${stack.url}/?q=wind`)
  })
})
