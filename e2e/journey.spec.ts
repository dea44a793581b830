import { expect, newAccount, signIn, signInByForm, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import { travel } from './support/journey'

test('sign in, see what runs, cancel one, see it stopped, find it in the history', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  await travel({ page, stack, account, enter: signInByForm })
})

test('the same on a narrow screen @narrow', async ({ page, stack, account }) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    flowName: 'a-workflow-with-a-name-that-is-much-longer-than-a-narrow-screen-is-wide',
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 2000,
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(await overflow()).toBeLessThanOrEqual(0)
  await page.goto('/history')
  // A toast may name it, too.
  await expect(page.getByRole('main').getByText(flowInstId)).toBeVisible()
  expect(await overflow()).toBeLessThanOrEqual(0)
})

test('a lead reviews what others cancelled; an engineer sees only what is theirs', async ({
  browser,
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId, { reason: 'Maintenance' })

  const lead = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  if (!lead) throw new Error('The simulator has no account lin.')
  for (const [who, sees] of [
    [lead, 1],
    [await newAccount(stack), 0],
  ] as const) {
    const context = await browser.newContext({ baseURL: stack.url })
    const other = await context.newPage()
    await signIn(other, who)
    await other.goto('/history')
    await expect(other.getByRole('heading', { name: 'History' })).toBeVisible()
    await expect(other.getByRole('row').filter({ hasText: flowInstId })).toHaveCount(sees)
    await context.close()
  }
})
