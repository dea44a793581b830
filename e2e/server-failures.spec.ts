import { expect, signIn, test } from './fixtures'
import { isAction } from './support/action-request'
import { cancelsOf, confirm, confirmAndStop, seedAndFill, seedRunning } from './support/filled-dialog'
import { dialogOf, pressCancel, rowOf } from './support/instance-list'

test.use({ allowedErrors: /status of (?:404|50\d)|net::ERR_|Failed to (?:load|fetch)|ChunkLoadError/ })

test('a new version of the server: the dialog says so, and a reload brings it back with what was typed', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const flowInstId = await seedAndFill({ page, stack, account })
  // An id that the server does not know is what a page sends that is older than the server.
  await page.route(
    () => true,
    (route) =>
      isAction(route.request())
        ? route.continue({ headers: { ...route.request().headers(), 'next-action': `40${'0'.repeat(40)}` } })
        : route.continue(),
  )
  const refused = page.waitForResponse((response) => response.request().method() === 'POST')
  await confirm(page)
  expect((await refused).headers()['x-nextjs-action-not-found']).toBe('1')
  await expect(dialogOf(page).getByRole('alert')).toContainText('Flowstop was updated')
  expect(await cancelsOf(stack, flowInstId)).toEqual([])
  await page.unrouteAll({ behavior: 'wait' })
  await dialogOf(page).getByRole('button', { name: 'Reload the page' }).click()
  await expect(dialogOf(page).getByLabel('Note')).toHaveValue('feed sends zeros')
  await confirmAndStop({ page, stack }, flowInstId)
})

test('a dialog whose script is gone: says so instead of taking the page away', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seedRunning({ stack, account })
  await signIn(page, account)
  // The page itself names what it begins with; the dialog comes later.
  const html = await (await page.request.get('/')).text()
  await page.route(/\/_next\/static\/chunks\//, (route) =>
    html.includes(new URL(route.request().url()).pathname)
      ? route.continue()
      : route.fulfill({ status: 404 }),
  )
  await page.goto('/')
  await pressCancel(page, flowInstId)
  await expect(page.getByRole('heading', { name: 'This dialog could not be loaded' })).toBeVisible()
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByRole('button', { name: 'Reload the page' }).click()
  await expect(dialogOf(page).getByLabel('Reason')).toBeVisible()
  expect(await cancelsOf(stack, flowInstId)).toEqual([])
})

test('an offline browser: said at once, nothing is sent, and the page goes on by itself', async ({
  page,
  context,
  stack,
  account,
}) => {
  test.slow()
  const flowInstId = await seedAndFill({ page, stack, account })
  await context.setOffline(true)
  await confirm(page)
  await expect(dialogOf(page).getByRole('alert')).toContainText('You are offline, so nothing was sent')
  await expect(dialogOf(page).getByLabel('Note')).toHaveValue('feed sends zeros')
  await expect(page.getByText(/Offline · read/)).toBeVisible()
  await expect(page.getByText(/What you see is \d+ s old\. You are offline/)).toBeVisible({ timeout: 30_000 })
  await expect(page.locator(`[data-row="${flowInstId}"]`)).toContainText('Running')
  await context.setOffline(false)
  await expect(page.getByText(/Offline · read/)).toBeHidden()
  await expect(page.getByText('You are offline. This page')).toBeHidden()
  await expect(dialogOf(page).getByRole('alert')).toContainText('You are connected again. Nothing was sent')
  expect(await cancelsOf(stack, flowInstId)).toEqual([])
  await confirmAndStop({ page, stack }, flowInstId)
})

test('a proxy that answers for a server that is away: rows stay, and nobody claims that nothing was sent', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const flowInstId = await seedAndFill({ page, stack, account })
  const page502 = { status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' }
  await page.route(
    (url) => url.pathname.startsWith('/api/'),
    (route) => route.fulfill(page502),
  )
  await page.route(
    (url) => url.pathname === '/',
    (route) => (isAction(route.request()) ? route.fulfill(page502) : route.continue()),
  )
  await confirm(page)
  await expect(dialogOf(page).getByRole('alert')).toContainText(
    'We do not know yet whether this was recorded',
  )
  await expect(page.getByText(/What you see is \d+ s old\. Flowstop cannot be reached/)).toBeVisible({
    timeout: 40_000,
  })
  await page.unrouteAll({ behavior: 'wait' })
  await confirmAndStop({ page, stack }, flowInstId)
})

test('a server that is restarted under an open page: what was typed stays, and the page goes on by itself', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const flowInstId = await seedAndFill({ page, stack, account })
  await stack.stopApp('SIGKILL')
  await confirm(page)
  await expect(dialogOf(page).getByRole('alert')).toContainText(
    'We do not know yet whether this was recorded',
  )
  await stack.startApp()
  await confirmAndStop({ page, stack }, flowInstId)
})
