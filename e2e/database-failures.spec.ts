import type { Page } from '@playwright/test'
import { startTestPostgres } from '@/scripts/test-postgres.mjs'
import { test as base, expect, signIn, submitSignIn } from './fixtures'
import { createDatabase } from './support/database'
import { DatabaseRelay } from './support/database-relay'
import { dialogOf, loseNextAnswer, openDialog, requestCancellation, rowOf } from './support/instance-list'
import type { Account } from './support/simulator-control'
import type { Stack } from './support/stack'

/** A stack on a real PostgreSQL, which the tests take away and give back. */
const test = base.extend<object, { relay: DatabaseRelay }>({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
    async ({}, use) => {
      const postgres = await startTestPostgres()
      if ('reason' in postgres) throw new Error(postgres.reason)
      const relay = await DatabaseRelay.before(await createDatabase(postgres.url))
      await use(relay)
      await relay.close()
      await postgres.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  stackOptions: [async ({ relay }, use) => use({ env: { DATABASE_URL: relay.url() } }), { scope: 'worker' }],
})

test.use({ allowedErrors: /status of 50[03]|React error #441/ })
test.afterEach(({ relay }) => relay.resume())

const running = { type: 1, status: 'RUNNING', flowName: 'meter-reading-import' } as const
const cancelsOf = (stack: Stack, flowInstId: string) =>
  stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })

async function seedAndOpen(
  { page, stack, account }: { page: Page; stack: Stack; account: Account },
  cancelDelayMs = 1000,
): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    ...running,
    owners: [account.username],
    cancelDelayMs,
  })
  await signIn(page, account)
  await openDialog(page, flowInstId)
  return flowInstId
}

for (const trouble of ['refuse', 'hang'] as const) {
  test(`the database gone before the intent (${trouble}): nothing is sent, what was typed stays, and asking again works`, async ({
    page,
    stack,
    account,
    relay,
  }) => {
    const flowInstId = await seedAndOpen({ page, stack, account })
    const dialog = dialogOf(page)
    await dialog.getByLabel('Reason').selectOption({ label: 'Other' })
    await dialog.getByLabel('Note').fill('feed sends zeros')
    relay[trouble]()
    const askedAt = Date.now()
    await dialog.getByRole('button', { name: 'Request cancellation' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Nothing was sent; Flowstop cannot record it')
    expect(Date.now() - askedAt).toBeLessThan(12_000)
    await expect(dialog.getByLabel('Note')).toHaveValue('feed sends zeros')
    expect(await cancelsOf(stack, flowInstId)).toEqual([])

    relay.resume()
    await dialog.getByRole('button', { name: 'Request cancellation' }).click()
    await expect(dialog).toBeHidden()
    await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/, { timeout: 30_000 })
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
    await page.goto('/history')
    await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText('feed sends zeros')
  })
}

for (const trouble of ['refuse', 'hang'] as const) {
  test(`the database gone after the POST (${trouble}): it says sent, never asks for it twice, and settles it`, async ({
    page,
    stack,
    account,
    relay,
  }) => {
    // It must not be seen to have stopped while the database is still there.
    const flowInstId = await seedAndOpen({ page, stack, account }, 600_000)
    await stack.control.addFault({
      operation: 'flowInstances.cancel',
      match: { flowInstId },
      times: 1,
      kind: { type: 'hold', when: 'after' },
    })
    const dialog = dialogOf(page)
    await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
    await dialog.getByRole('button', { name: 'Request cancellation' }).click()
    // EnOS has it; its answer is on the way, and finds nobody to write it down.
    await expect
      .poll(async () => (await stack.control.instance(flowInstId)).cancelCount, { intervals: [50] })
      .toBe(1)
    relay[trouble]()
    await stack.control.releaseHeld()
    await expect(dialog).toContainText('Sent, not recorded yet', { timeout: 25_000 })
    await expect(dialog.getByRole('heading')).toHaveText('This request was sent')
    await expect(dialog.getByRole('button', { name: 'Request cancellation' })).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Close' }).click()
    const row = rowOf(page, flowInstId)
    await expect(row).toContainText('not recorded yet')
    await expect(row.getByRole('button', { name: /^Cancel / })).toHaveCount(0)

    await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
    relay.resume()
    await expect(row).toContainText(/Stopped after \d+/, { timeout: 30_000 })
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
  })
}

test.describe('an answer that was lost', () => {
  test.use({ allowedErrors: /status of 50[03]|React error #441|net::ERR_/ })

  test('and a database that goes away: nobody says that nothing was sent, and asking again finds the record', async ({
    page,
    stack,
    account,
    relay,
  }) => {
    const flowInstId = await seedAndOpen({ page, stack, account }, 600_000)
    const dialog = dialogOf(page)
    const alert = dialog.getByRole('alert')
    await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
    // The row would tell of the record before anybody asks again.
    await page.route(/\/api\/(?:instances|cancellations)/, (route) => route.abort('connectionreset'))
    const answered = loseNextAnswer(page)
    await dialog.getByRole('button', { name: 'Request cancellation' }).click()
    await expect(alert).toContainText('We do not know yet whether this was recorded')
    await answered
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)

    relay.refuse()
    await dialog.getByRole('button', { name: 'Request cancellation' }).click()
    await expect(alert).toContainText('we still do not know whether your first request reached EnOS')
    await expect(alert).not.toContainText('Nothing was sent')

    relay.resume()
    await dialog.getByRole('button', { name: 'Request cancellation' }).click()
    await expect(dialog).toBeHidden()
    await page.unrouteAll({ behavior: 'wait' })
    await expect(rowOf(page, flowInstId)).toContainText('Cancelling')
    expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
  })
})

test('a server that goes down before it could write the answer: the next one settles the record', async ({
  page,
  stack,
  account,
  relay,
}) => {
  // It must not be seen to have stopped while the database is still there.
  const flowInstId = await seedAndOpen({ page, stack, account }, 600_000)
  await stack.control.addFault({
    operation: 'flowInstances.cancel',
    match: { flowInstId },
    times: 1,
    kind: { type: 'hold', when: 'after' },
  })
  const dialog = dialogOf(page)
  await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
  await dialog.getByRole('button', { name: 'Request cancellation' }).click()
  await expect
    .poll(async () => (await stack.control.instance(flowInstId)).cancelCount, { intervals: [50] })
    .toBe(1)
  relay.refuse()
  await stack.control.releaseHeld()
  await expect(dialog).toContainText('Sent, not recorded yet', { timeout: 25_000 })
  await page.goto('about:blank')
  await stack.stopApp('SIGKILL')
  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  relay.resume()
  await stack.startApp()
  await page.goto('/')
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+/, { timeout: 30_000 })
  expect(await cancelsOf(stack, flowInstId)).toHaveLength(1)
})

test('nobody is told to sign in because the database is down, and pages come back by themselves', async ({
  page,
  stack,
  account,
  relay,
}) => {
  test.slow()
  const { flowInstId } = await stack.control.seedInstance({ ...running, owners: [account.username] })
  await signIn(page, account)
  // The first page of a browser is read twice, for its zone; the second time it is left alone.
  await page.goto('/')
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  relay.refuse()
  const record = crypto.randomUUID()
  for (const path of ['/api/instances', '/api/cancellations/open', `/api/cancellations/${record}`]) {
    const answer = await page.request.get(path)
    expect(answer.status()).toBe(503)
    expect(await answer.json()).toEqual({ problem: { code: 'database_down' } })
  }
  await expect(page.getByText(/Not refreshed for/)).toBeVisible({ timeout: 20_000 })
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  await expect(page.getByText('Flowstop’s own database does not answer')).toBeVisible({ timeout: 40_000 })
  for (const path of ['/', `/history/${record}`, '/history']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'Flowstop cannot reach its database' })).toBeVisible()
    expect(new URL(page.url()).pathname).toBe(path)
  }
  relay.resume()
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible({ timeout: 20_000 })
})

test('the history keeps what it shows while the database is away', async ({
  page,
  stack,
  account,
  relay,
}) => {
  // Looks at a cancellation that goes on are up to a minute apart.
  test.slow()
  const { flowInstId } = await stack.control.seedInstance({
    ...running,
    owners: [account.username],
    onCancel: 'never',
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await page.goto('/history')
  const record = page.getByRole('row').filter({ hasText: flowInstId })
  await expect(record).toContainText('Cancelling')
  relay.refuse()
  // Two of the looks that an open record is given.
  for (let n = 0; n < 2; n++) await page.waitForResponse((response) => response.url().endsWith('/api/health'))
  await expect(record).toContainText('Cancelling')
  relay.resume()
  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await expect(record).toContainText(/Stopped after/, { timeout: 90_000 })
})

test.describe('at sign-in', () => {
  test.use({ allowedErrors: /status of 401/ })

  test('the database gone: said, nobody is asked and nobody is signed in by halves', async ({
    page,
    context,
    stack,
    account,
    relay,
  }) => {
    await page.goto('/sign-in')
    relay.refuse()
    await submitSignIn(page, account)
    await expect(page.getByRole('alert').filter({ hasText: /database does not answer/ })).toBeVisible()
    expect((await context.cookies()).filter(({ name }) => name.endsWith('flowstop.session'))).toEqual([])
    expect(await stack.control.calls({ operation: 'iam.login', principal: account.username })).toEqual([])
    relay.resume()
    await signIn(page, account)
  })
})
