import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { cookieOf } from './support/cookies'
import {
  dialogOf,
  loseNextAnswer,
  openDialog,
  pressCancel,
  requestCancellation,
  rowOf,
} from './support/instance-list'
import type { Account, FaultKind } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signOutCookie } from './support/without-browser'

test.use({ allowedErrors: /status of (?:404|429|50\d)|net::ERR_|Failed to (?:load|fetch)|ChunkLoadError/ })

type Scene = { page: Page; stack: Stack; account: Account }

const running = { type: 1, status: 'RUNNING', flowName: 'meter-reading-import' } as const
const cancelsOf = (stack: Stack, flowInstId: string) =>
  stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })
const isAction = (method: string, headers: Record<string, string>): boolean =>
  method === 'POST' && 'next-action' in headers

async function seed({ stack, account }: Scene, cancelDelayMs = 1000): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    ...running,
    owners: [account.username],
    cancelDelayMs,
  })
  return flowInstId
}

async function seedAndFill(scene: Scene): Promise<string> {
  const flowInstId = await seed(scene)
  await signIn(scene.page, scene.account)
  const dialog = await openDialog(scene.page, flowInstId)
  await dialog.getByLabel('Reason').selectOption({ label: 'Other' })
  await dialog.getByLabel('Note').fill('feed sends zeros')
  return flowInstId
}

const request = (page: Page) => dialogOf(page).getByRole('button', { name: 'Request cancellation' }).click()

test.describe('EnOS', () => {
  const troubles: [string, FaultKind, RegExp][] = [
    [
      'limiting',
      { type: 'http', status: 429, headers: { 'retry-after': '30' } },
      /EnOS is getting too many requests/,
    ],
    ['down', { type: 'http', status: 503 }, /EnOS reports an error of its own/],
    ['garbled', { type: 'garble' }, /EnOS sent an answer that Flowstop cannot read/],
    ['an HTML page', { type: 'html', status: 200 }, /EnOS sent an answer that Flowstop cannot read/],
    ['cut', { type: 'cut', when: 'before' }, /EnOS cannot be reached/],
    ['slow', { type: 'delay', ms: 9000 }, /EnOS took too long to answer/],
  ]
  for (const [name, kind, sentence] of troubles) {
    test(`${name} before a cancel: the dialog says so, nothing is sent, and asking again works`, async ({
      page,
      stack,
      account,
    }) => {
      const flowInstId = await seedAndFill({ page, stack, account })
      await stack.control.addFault({
        operation: 'flowInstances.get',
        match: { flowInstId },
        times: 5,
        kind,
      })
      await request(page)
      const alert = dialogOf(page).getByRole('alert')
      await expect(alert).toContainText(sentence)
      await expect(alert).toContainText('No cancellation was sent.')
      await stack.control.clearFaults()
      await request(page)
      await expect(dialogOf(page)).toBeHidden()
      await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
      expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
    })
  }

  test('asking to be left alone: the list keeps its rows and waits that long', async ({
    page,
    stack,
    account,
  }) => {
    const flowInstId = await seed({ page, stack, account })
    await signIn(page, account)
    await expect(rowOf(page, flowInstId)).toContainText('Running')
    const limited = page.waitForResponse(
      (response) => response.url().endsWith('/api/instances') && response.status() === 429,
    )
    await stack.control.addFault({
      operation: 'flowInstances.search',
      match: { userId: account.userId },
      times: 500,
      kind: { type: 'http', status: 429, headers: { 'retry-after': '3600' } },
    })
    expect((await limited).headers()['retry-after']).toBe('3600')
    await expect(page.getByText(/Not refreshed for/)).toBeVisible()
    const asked = (await stack.control.calls({ operation: 'flowInstances.search', userId: account.userId }))
      .length
    await expect(page.getByText(/What you see is \d+ s old\. EnOS is getting too many requests/)).toBeVisible(
      {
        timeout: 30_000,
      },
    )
    await expect(rowOf(page, flowInstId)).toContainText('Running')
    expect(
      await stack.control.calls({ operation: 'flowInstances.search', userId: account.userId }),
    ).toHaveLength(asked)
    await stack.control.clearFaults()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText(/Not refreshed for/)).toBeHidden()
  })

  test('hanging at the first look: the page is there at once, says what it waits for, and fills by itself', async ({
    page,
    stack,
    account,
  }) => {
    // Every time limit on this way is waited for.
    test.setTimeout(150_000)
    const flowInstId = await seed({ page, stack, account })
    // Before any read: the answer of one that went well is shared for a second, and would fill the page.
    await stack.control.addFault({
      operation: 'flowInstances.search',
      match: { userId: account.userId },
      times: 500,
      kind: { type: 'delay', ms: 60_000 },
    })
    await signIn(page, account)
    await expect(page.getByRole('heading', { name: 'My instances' })).toBeVisible({ timeout: 5000 })
    await expect(page.getByRole('status').filter({ hasText: 'Still waiting for EnOS' })).toBeVisible()
    const failure = page.getByText('EnOS took too long to answer')
    await expect(failure).toBeVisible({ timeout: 30_000 })
    // It stands while the page asks once more.
    await page.waitForRequest(/\/api\/instances$/, { timeout: 30_000 })
    await expect(failure).toBeVisible()
    await expect(page.getByText('Loading your instances')).toBeHidden()
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'No cancellations yet' })).toBeVisible()
    await page.getByRole('link', { name: 'Instances', exact: true }).click()
    await stack.control.clearFaults()
    await expect(rowOf(page, flowInstId)).toContainText('Running', { timeout: 40_000 })
  })
})

test('a refusal that cannot be confirmed yet is shown as one, and closed by the next read', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seedAndFill({ page, stack, account })
  const trouble = (operation: string, times: number, kind: FaultKind) =>
    stack.control.addFault({ operation, match: { flowInstId }, times, kind })
  await trouble('flowInstances.cancel', 1, { type: 'code', code: 62103, msg: 'no privilege' })
  await trouble('flowInstances.cancel', 1, { type: 'delay', ms: 1500, when: 'after' })
  await request(page)
  await expect.poll(async () => (await cancelsOf(stack, flowInstId)).length, { intervals: [50] }).toBe(1)
  await trouble('flowInstances.get', 500, { type: 'http', status: 503 })
  await expect(dialogOf(page)).toBeHidden()
  await expect(rowOf(page, flowInstId)).toContainText('EnOS refused · checking')
  await page.goto('/history')
  await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText(
    'EnOS turned the request away',
  )
  await stack.control.clearFaults()
  await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText('Cancel refused', {
    timeout: 30_000,
  })
})

test('a new version of the server: the dialog says so, and a reload brings it back with what was typed', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seedAndFill({ page, stack, account })
  // An id that the server does not know is what a page sends that is older than the server.
  await page.route(
    () => true,
    (route) =>
      isAction(route.request().method(), route.request().headers())
        ? route.continue({ headers: { ...route.request().headers(), 'next-action': `40${'0'.repeat(40)}` } })
        : route.continue(),
  )
  const refused = page.waitForResponse((response) => response.request().method() === 'POST')
  await request(page)
  expect((await refused).headers()['x-nextjs-action-not-found']).toBe('1')
  await expect(dialogOf(page).getByRole('alert')).toContainText('Flowstop was updated')
  expect(await cancelsOf(stack, flowInstId)).toEqual([])
  await page.unrouteAll({ behavior: 'wait' })
  await dialogOf(page).getByRole('button', { name: 'Reload the page' }).click()
  await expect(dialogOf(page).getByLabel('Note')).toHaveValue('feed sends zeros')
  await request(page)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
})

test('a dialog whose script is gone: says so instead of taking the page away', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seed({ page, stack, account })
  await signIn(page, account)
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  const first = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  await page.route(/\/_next\/static\/chunks\//, (route) =>
    first.includes(route.request().url()) ? route.continue() : route.fulfill({ status: 404 }),
  )
  // Anew, before the dialog is fetched ahead of its need.
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
  const flowInstId = await seedAndFill({ page, stack, account })
  await context.setOffline(true)
  await request(page)
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
  await request(page)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
})

test('a proxy that answers for a server that is away: rows stay, and nobody claims that nothing was sent', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seedAndFill({ page, stack, account })
  const page502 = { status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' }
  await page.route(
    (url) => url.pathname.startsWith('/api/'),
    (route) => route.fulfill(page502),
  )
  await page.route(
    (url) => url.pathname === '/',
    (route) =>
      isAction(route.request().method(), route.request().headers())
        ? route.fulfill(page502)
        : route.continue(),
  )
  await request(page)
  await expect(dialogOf(page).getByRole('alert')).toContainText(
    'We do not know yet whether this was recorded',
  )
  await expect(page.getByText(/What you see is \d+ s old\. Flowstop cannot be reached/)).toBeVisible({
    timeout: 40_000,
  })
  await page.unrouteAll({ behavior: 'wait' })
  await request(page)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
})

test('a server that is restarted under an open page: what was typed stays, and the page goes on by itself', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seedAndFill({ page, stack, account })
  await stack.stopApp('SIGKILL')
  await request(page)
  await expect(dialogOf(page).getByRole('alert')).toContainText(
    'We do not know yet whether this was recorded',
  )
  await stack.startApp()
  await request(page)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
})

test.describe('an answer that was lost', () => {
  test.use({ allowedErrors: /status of 401|net::ERR_|Failed to fetch/ })

  test('and a session that ends: nobody says that nothing was sent, and one cancel is sent', async ({
    page,
    stack,
    account,
  }) => {
    const flowInstId = await seed({ page, stack, account }, 600_000)
    await signIn(page, account)
    const dialog = await openDialog(page, flowInstId)
    const alert = dialog.getByRole('alert')
    await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
    // The row would tell of the record before anybody asks again.
    await page.route(/\/api\/(?:instances|cancellations)/, (route) => route.abort('connectionreset'))
    const answered = loseNextAnswer(page)
    await request(page)
    await expect(alert).toContainText('We do not know yet whether this was recorded')
    await answered
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)

    await signOutCookie(stack, await cookieOf(page))
    await request(page)
    await expect(alert).toContainText('Your session has ended')
    await expect(alert).toContainText('We still do not know whether your first request reached EnOS')
    await expect(alert).not.toContainText('No cancellation was sent')

    await alert.getByRole('button', { name: 'Sign in again' }).click()
    const again = page.getByRole('dialog', { name: 'Sign in again' })
    await again.getByLabel('Password', { exact: true }).fill(account.password)
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(again).toBeHidden()
    await request(page)
    await expect(dialog).toBeHidden()
    await page.unrouteAll({ behavior: 'wait' })
    await expect(rowOf(page, flowInstId)).toContainText('Cancelling')
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
  })
})

test('an answer that was lost while EnOS was still asked: what a second press meets does not say that nothing was sent', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seed({ page, stack, account }, 600_000)
  await signIn(page, account)
  const dialog = await openDialog(page, flowInstId)
  const alert = dialog.getByRole('alert')
  await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
  await page.route(/\/api\/(?:instances|cancellations)/, (route) => route.abort('connectionreset'))
  const reads = () => stack.control.calls({ operation: 'flowInstances.get', flowInstId })
  const forTheDialog = (await reads()).length
  const trouble = (times: number, kind: FaultKind) =>
    stack.control.addFault({ operation: 'flowInstances.get', match: { flowInstId }, times, kind })
  // As long as the first request waits for its read; the second must come meanwhile, so no step may linger.
  await trouble(1, { type: 'delay', ms: 3300 })
  const answered = loseNextAnswer(page, { early: true })
  await request(page)
  const prepared = expect
    .poll(reads, { intervals: [20] })
    .toHaveLength(forTheDialog + 1)
    .then(() => trouble(5, { type: 'cut', when: 'before' }))
  await expect(alert).toContainText('We do not know yet whether this was recorded')
  await prepared
  await request(page)
  await expect(alert).toContainText('EnOS cannot be reached')
  await expect(alert).toContainText('We still do not know whether your first request reached EnOS')
  await expect(alert).not.toContainText('No cancellation was sent')
  await stack.control.clearFaults()
  await answered
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
  await request(page)
  await expect(dialog).toBeHidden()
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
})

test('the history does not need EnOS', async ({ page, stack, account }) => {
  const flowInstId = await seed({ page, stack, account })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  await stack.control.addFault({
    operation: '*',
    match: { userId: account.userId },
    times: 500,
    kind: { type: 'cut', when: 'before' },
  })
  for (const query of [
    '',
    '?before=x',
    '?before=999999999999999.00000000-0000-0000-0000-000000000000&before=y',
  ]) {
    await page.goto(`/history${query}`)
    await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText(/Stopped after/)
  }
  await stack.control.clearFaults()
})
