import type { Page } from '@playwright/test'
import { expect, signIn, submitSignIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { headerOf, LOG_LIMIT, linesFrom, logOf, seedTasks, tool } from './support/task-log'
import { signInForCookie } from './support/without-browser'

test.use({ stackOptions: { company: 'empty' }, allowedErrors: /status of 502/ })

async function expectAtEnd(page: Page): Promise<void> {
  await expect
    .poll(() => logOf(page).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight))
    .toBeLessThan(2)
}

/** How far the log is scrolled once it stands still: a browser moves it over several frames. */
function restingPlace(page: Page): Promise<number> {
  return logOf(page).evaluate(
    (log) =>
      new Promise<number>((resolve) => {
        let place = log.scrollTop
        let stillFor = 0
        const look = (): void => {
          stillFor = log.scrollTop === place ? stillFor + 1 : 0
          place = log.scrollTop
          if (stillFor < 10) requestAnimationFrame(look)
          else resolve(place)
        }
        look()
      }),
  )
}

test('a deep link leads through sign-in to a line; what the task writes is followed until it is over', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { flowInstId, taskInstId, path } = await seedTasks(stack, account)
  await stack.control.setLog(taskInstId, { text: headerOf(taskInstId) + linesFrom(8, 500) })
  await page.goto(path())
  await submitSignIn(page, account)
  await page.waitForURL(`**${path()}`)
  await expect(page).toHaveTitle('Running – aggregate · Flowstop')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('aggregate')
  await expect(page.getByRole('link', { name: /wind-report/ })).toHaveAttribute(
    'href',
    `/instances/${flowInstId}`,
  )

  // A running task is followed at the end; new lines come by themselves.
  await expect(logOf(page)).toContainText('line 507 of')
  await expectAtEnd(page)
  await expect(tool(page, 'Follow')).toHaveAttribute('aria-pressed', 'true')
  await stack.control.setLog(taskInstId, { append: linesFrom(508, 100) })
  await expect(logOf(page)).toContainText('line 607 of', { timeout: 20_000 })
  await expectAtEnd(page)
  await expectAccessible(page)

  // Who scrolls up is let go and told what is new, and comes back with one click.
  await logOf(page).focus()
  await page.keyboard.press('PageUp')
  await expect(tool(page, 'Follow')).toHaveAttribute('aria-pressed', 'false')
  const top = await restingPlace(page)
  await stack.control.setLog(taskInstId, { append: linesFrom(608, 3) })
  const news = page.getByRole('button', { name: '3 new lines' })
  await expect(news).toBeVisible({ timeout: 20_000 })
  expect(await restingPlace(page)).toBe(top)
  await news.click()
  await expect(logOf(page)).toContainText('line 610 of')
  await expectAtEnd(page)

  // Whom a search has brought to the end is not taken along.
  await page.keyboard.press('PageUp')
  await expect(tool(page, 'Follow')).toHaveAttribute('aria-pressed', 'false')
  await restingPlace(page)
  await page.keyboard.press('/')
  await page.keyboard.type('line 610')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await expectAtEnd(page)
  await restingPlace(page)
  await expect(tool(page, 'Follow')).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Escape')
  await tool(page, 'Follow').click()
  await expect(tool(page, 'Follow')).toHaveAttribute('aria-pressed', 'true')

  // Only the rows in sight are in the page.
  expect(await page.locator('[data-row]').count()).toBeLessThan(150)

  // It is over: the last of the log is read, and then nothing is asked any more.
  await stack.control.setLog(taskInstId, { append: 'the very last line\n' })
  await stack.control.changeInstance(flowInstId, {
    status: 'SUCCESS',
    tasks: ['aggregate', 'write'].map((name) => ({ name, status: 'SUCCESS' })),
  })
  await expect(page).toHaveTitle('Succeeded – aggregate · Flowstop', { timeout: 30_000 })
  await expect(logOf(page)).toContainText('the very last line')
  await expect(tool(page, 'Follow')).toBeHidden({ timeout: 40_000 })
  // Of the page, not of EnOS: a page that is opened within a second of the last look gets the same answer.
  let reads = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith(`/${taskInstId}/log`)) reads += 1
  })

  const linked = page.locator('[data-row][aria-current=location]')
  await page.goto(`${path()}#L120`)
  await expect(linked).toContainText('line 120 of turbine data')
  await expect(linked).toBeInViewport()
  await page.locator('[data-number="121"]').click()
  await expect(linked).toContainText('line 121 of turbine data')
  await expect(page).toHaveURL(/#L121$/)
  await page.goto(`${path()}#L120`)
  await page.reload()
  await expect(linked).toContainText('line 120 of turbine data')
  await expect(linked).toBeInViewport()
  expect(reads, 'once by the page that was loaded anew').toBe(1)
})

test('a log that is not refreshed says so beside facts that are, and goes on by itself', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { taskInstId, path } = await seedTasks(stack, account)
  await stack.control.setLog(taskInstId, { text: 'it begins\n' })
  await signIn(page, account)
  await page.goto(path())
  await expect(logOf(page)).toContainText('it begins')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()

  const kind = { type: 'code', code: 62109, msg: 'SYSTEM_ERROR' } as const
  await stack.control.addFault({ operation: 'taskInstances.getLog', match: { taskInstId }, times: 500, kind })
  const section = page.getByRole('region', { name: 'Log', exact: true })
  await expect(section.getByText(/^Log not refreshed for \d+ s · trying again$/)).toBeVisible({
    timeout: 30_000,
  })
  await expect(section.getByRole('status').filter({ hasText: 'not refreshed' })).toHaveCount(1)
  await expect(page.getByText('Live', { exact: true })).toBeHidden()
  await stack.control.setLog(taskInstId, { append: 'and goes on\n' })
  await stack.control.clearFaults()
  await expect(logOf(page)).toContainText('and goes on', { timeout: 60_000 })
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(section.getByText(/^Read .* ago$/)).toBeVisible()
})

test('a mebibyte travels small, and only once', async ({ stack, account }) => {
  const { flowInstId, taskInstId } = await seedTasks(stack, account)
  await stack.control.setLog(taskInstId, { text: linesFrom(1, 60_000).slice(0, LOG_LIMIT) })
  const cookie = await signInForCookie(stack, account)
  const path = `${stack.url}/api/instances/${flowInstId}/tasks/${taskInstId}/log`
  const first = await fetch(path, { headers: { cookie, 'accept-encoding': 'gzip' } })
  expect(first.headers.get('content-encoding')).toBe('gzip')
  const { text, mark } = (await first.json()) as { text: string; mark: string }
  expect(text).toHaveLength(LOG_LIMIT)
  const again = await fetch(`${path}?have=${mark}`, { headers: { cookie } })
  const body = await again.text()
  expect(body.length).toBeLessThan(200)
  expect(JSON.parse(body)).toMatchObject({ kind: 'same', mark })
})
