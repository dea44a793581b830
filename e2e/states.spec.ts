import { expect, signIn, test } from './fixtures'
import { rowOf } from './support/instance-list'

const running = { type: 1, status: 'RUNNING' } as const

test('nothing running: says why, and where to look', async ({ page, account }) => {
  await signIn(page, account)
  await expect(page.getByRole('heading', { name: 'Nothing of yours is running' })).toBeVisible()
  await page.getByRole('link', { name: 'Open history' }).click()
  await expect(page.getByRole('heading', { name: 'No cancellations yet' })).toBeVisible()
})

test('newcomers are counted and appear when asked for; rows are patched in place', async ({
  page,
  stack,
  account,
}) => {
  const owners = [account.username]
  const first = await stack.control.seedInstance({ ...running, owners })
  await signIn(page, account)
  await expect(rowOf(page, first.flowInstId)).toContainText('Running')
  const second = await stack.control.seedInstance({ ...running, owners })
  await stack.control.changeInstance(first.flowInstId, { status: 'SUSPEND' })
  const newcomers = page.getByRole('button', { name: /1 new instance/ })
  await expect(newcomers).toBeVisible()
  await expect(rowOf(page, first.flowInstId)).toContainText('Suspended')
  await expect(rowOf(page, second.flowInstId)).toHaveCount(0)
  await newcomers.click()
  await expect(rowOf(page, second.flowInstId)).toBeVisible()
})

test('search and filter live in the URL', async ({ page, stack, account }) => {
  const owners = [account.username]
  const wind = await stack.control.seedInstance({ ...running, owners, flowName: 'wind-farm-power-hourly' })
  const solar = await stack.control.seedInstance({ ...running, owners, flowName: '光伏日报', status: 'WAIT' })
  await signIn(page, account)
  // Keys are heard once the page has come alive; in the field, the key would be typed.
  const isFocused = () => page.getByRole('searchbox').evaluate((one) => one === document.activeElement)
  await expect(async () => {
    if (!(await isFocused())) await page.keyboard.press('/')
    expect(await isFocused()).toBe(true)
  }).toPass()
  await page.keyboard.type('光伏')
  await expect(rowOf(page, solar.flowInstId)).toBeVisible()
  await expect(rowOf(page, wind.flowInstId)).toHaveCount(0)
  await expect.poll(() => new URL(page.url()).search).not.toBe('')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox')).toHaveValue('光伏')
  await page.keyboard.press('/')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, solar.flowInstId)).toBeFocused()
  await page.reload()
  await expect(rowOf(page, solar.flowInstId)).toBeVisible()
  await expect(rowOf(page, wind.flowInstId)).toHaveCount(0)
  await page.getByRole('searchbox').fill('no such thing')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(rowOf(page, wind.flowInstId)).toBeVisible()
})

test.describe('when EnOS is down', () => {
  test.use({ allowedErrors: /Failed to load resource/ })

  test('a first look says what happened and recovers; a failed refresh keeps the rows', async ({
    page,
    stack,
    account,
  }) => {
    test.slow()
    const { flowInstId } = await stack.control.seedInstance({ ...running, owners: [account.username] })
    const down = (times: number) =>
      stack.control.addFault({
        operation: 'flowInstances.search',
        match: { userId: account.userId },
        times,
        kind: { type: 'http', status: 503 },
      })
    await down(500)
    await signIn(page, account)
    await expect(page.getByText('Your instances could not be loaded')).toBeVisible()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('Your instances could not be loaded')).toBeVisible()
    // From here on it recovers without a click, ten seconds after it has last asked.
    await stack.control.clearFaults()
    await expect(rowOf(page, flowInstId)).toContainText('Running', { timeout: 30_000 })
    await down(500)
    await expect(page.getByText(/Not refreshed for/)).toBeVisible({ timeout: 30_000 })
    await expect(rowOf(page, flowInstId)).toContainText('Running')
    await stack.control.clearFaults()
  })
})
