import type { Page } from '@playwright/test'
import type { Locale } from '@/lib/shared/locale'
import type { CancellationStory } from '@/lib/shared/timeline'
import { expect, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { rowOf } from './support/instance-list'
import type { Account } from './support/simulator-control'
import { catalogs, expectSpoken } from './support/spoken'

/** Nothing is wider than the window (WCAG 1.4.10: 320 px is 1280 px at 400 %). */
async function expectReflow(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBeLessThanOrEqual(0)
}

/** What stands in a record as EnOS or the log wrote it. */
async function recordedTexts(page: Page): Promise<string[]> {
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/)
  const answer = await page.request.get(`/api/cancellations/${page.url().split('/').at(-1)}`)
  const { timeline } = (await answer.json()) as CancellationStory
  return timeline
    .flatMap(({ text, requestId, hash }) => [text, requestId, hash])
    .filter((one) => one !== null)
}

async function enter(
  page: Page,
  locale: Locale,
  { username, password }: Pick<Account, 'username' | 'password'>,
) {
  const { signIn } = catalogs[locale]
  await page.getByLabel(signIn.username, { exact: true }).fill(username)
  await page.getByLabel(signIn.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: signIn.submit, exact: true }).click()
}

for (const [width, tag] of [
  ['wide', '@wide'],
  ['narrow', '@narrow'],
] as const) {
  for (const locale of ['en', 'zh-CN'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      // Colours are the same in every language: Chinese is looked at once in each width.
      if (locale === 'zh-CN' && (width === 'wide') !== (colorScheme === 'light')) continue
      test.describe(() => {
        test.use({ locale, colorScheme, allowedErrors: /status of (401|404)/ })

        test(`every screen, ${width}, ${locale}, ${colorScheme} ${tag}`, async ({ page, stack, account }) => {
          test.slow()
          const words = catalogs[locale]
          const own = [
            account.username,
            account.orgName,
            '风机日报',
            'wind-report',
            'task_1',
            'task_2',
            'task_3',
          ]
          const check = async (): Promise<void> => {
            await expectAccessible(page)
            await expectSpoken(page, locale, own)
            await expectReflow(page)
          }
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })

          await page.goto('/sign-in')
          await expect(page.getByRole('heading', { name: words.signIn.title })).toBeVisible()
          await check()
          await enter(page, locale, { ...account, password: 'not-the-password' })
          await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
          await check()
          await enter(page, locale, account)
          await expect(page.getByRole('heading', { name: words.instances.emptyTitle })).toBeVisible()
          await check()
          await page.getByRole('link', { name: words.shell.history, exact: true }).click()
          await expect(page.getByRole('heading', { name: words.history.emptyTitle })).toBeVisible()
          await check()

          const { flowInstId } = await stack.control.seedInstance({
            owners: [account.username],
            flowName: locale === 'en' ? 'wind-report' : '风机日报',
            type: 1,
            cycle: 'H',
            status: 'RUNNING',
            cancelDelayMs: 500,
          })
          await page.goto('/')
          const row = rowOf(page, flowInstId)
          // Within a second the empty list is told again, which is refreshed half a minute later.
          await expect(row).toContainText(words.status.RUNNING, { timeout: 45_000 })
          await check()

          await page
            .getByRole('button', { name: words.shell.menu.replace('{name}', account.username) })
            .click()
          await expect(page.getByRole('combobox', { name: words.time.show })).toBeVisible()
          await check()
          await page.keyboard.press('Escape')
          await expect(page.getByRole('combobox', { name: words.time.show })).toBeHidden()

          await expect(async () => {
            await page.keyboard.press('?')
            await expect(page.getByRole('dialog', { name: words.help.title })).toBeVisible({ timeout: 500 })
          }).toPass()
          await check()
          await page.keyboard.press('Escape')

          const cancel = row.locator('[data-cancel]')
          await cancel.click()
          const keep = page.getByRole('button', { name: words.cancel.keep })
          await expect(keep).toBeFocused()
          const facts = page.getByRole('region', { name: words.impact.title })
          await expect(facts.getByRole('listitem').first()).toBeVisible()
          await check()
          await page.getByRole('button', { name: words.cancel.confirm }).click()
          await expect(page.getByText(words.cancel.reasonMissing)).toBeVisible()
          await check()
          await page.keyboard.press('Escape')
          await expect(cancel).toBeFocused()

          await cancel.click()
          await page.getByRole('alertdialog').getByLabel(words.cancel.reason).selectOption('stuck')
          await page.getByRole('button', { name: words.cancel.confirm }).click()
          await expect(page.getByRole('link', { name: words.endings.seeRecord })).toBeVisible()
          await check()

          const [task] = (await stack.control.instance(flowInstId)).tasks
          await stack.control.setLog(task?.taskInstId ?? '', { text: 'wind-report\n\x1b[31mwind-report\n' })
          own.push(task?.name ?? '')
          await page.goto(`/instances/${flowInstId}/tasks/${task?.taskInstId}`)
          await expect(page.getByRole('log')).toContainText('wind-report')
          own.push(await page.locator('dd').last().innerText())
          await check()

          await page.goto('/history')
          await expect(page.getByText(flowInstId)).toBeVisible()
          await check()

          await page.getByRole('row').filter({ hasText: flowInstId }).getByRole('link').first().click()
          await expect(page.getByRole('heading', { name: words.record.timeline })).toBeVisible()
          own.push(...(await recordedTexts(page)))
          await check()
          await page.goto(`/history/${crypto.randomUUID()}`)
          await expect(page.getByRole('heading', { name: words.record.notFoundTitle })).toBeVisible()
          await check()
          await page.goto('/no-such-page')
          await expect(page.getByRole('heading', { name: words.notFound.title })).toBeVisible()
          await check()

          const lead = (await stack.control.accounts()).find(({ username }) => username === 'lin')
          await page.context().clearCookies()
          await page.goto('/sign-in?next=/calls')
          await enter(page, locale, lead ?? account)
          await page.getByText(words.calls.asTable).click()
          await expect(page.getByRole('table', { name: words.calls.perMinute })).toBeVisible()
          own.push('lin')
          await check()
        })
      })
    }
  }
}

test('the whole path by keyboard alone, and its ending is read out', async ({ page, stack, account }) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    flowName: 'wind-report',
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 1000,
  })
  await page.goto('/sign-in')
  await expect(page.getByLabel('Username', { exact: true })).toBeFocused()
  await page.keyboard.type(account.username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(account.password)
  await page.keyboard.press('Enter')
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  // Keys are heard once the page has come alive.
  await expect(async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await expect(page.getByRole('button', { name: 'Keep running' })).toBeFocused({ timeout: 1000 })
  }).toPass()
  await page.keyboard.press('2')
  await page.keyboard.press('Control+Enter')
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  await expect(rowOf(page, flowInstId)).toBeFocused()
  // It was there, empty, before it had anything to say: only then is a change read out.
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: /\S/ })).toHaveText(
    /^wind-report: stopped after \d+ s$/,
  )
  // From a toast, by its shortcut, to the record.
  const link = page.getByRole('link', { name: 'See the record' })
  await expect(link).toBeVisible()
  await page.keyboard.press('Alt+t')
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(link).toBeFocused({ timeout: 200 })
  }).toPass()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/history\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Stopped after \d+ s$/)
  await expect(page.getByRole('main')).toContainText('Stuck or too slow')
  await expect(page.getByRole('main')).toContainText(flowInstId)
})

test('nothing moves for people who asked for less motion', async ({ page, stack, account }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
  })
  await page.goto('/sign-in')
  await enter(page, 'en', account)
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  const moving = await page.evaluate(
    () => document.getAnimations().filter((one) => one.playState === 'running').length,
  )
  expect(moving).toBe(0)
})

test('in forced colours what is chosen still differs from what is not', async ({ page, stack, account }) => {
  await stack.control.seedInstance({ owners: [account.username], type: 1, status: 'RUNNING' })
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/sign-in')
  await enter(page, 'en', account)
  const look = (name: RegExp) =>
    page.getByRole('button', { name }).evaluate((button) => getComputedStyle(button).borderColor)
  await expect(page.getByRole('button', { name: /^All/, pressed: true })).toBeVisible()
  expect(await look(/^All/)).not.toBe(await look(/^Running/))
  const line = await page
    .getByRole('link', { name: 'Instances', exact: true })
    .evaluate((link) => getComputedStyle(link, '::after').backgroundColor)
  expect(line).not.toBe(
    await page.getByRole('banner').evaluate((header) => getComputedStyle(header).backgroundColor),
  )
})

test('at 200 % nothing is cut off', async ({ page, stack, account }) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    flowName: `a-name-${'that-goes-on-and-on-'.repeat(8)}`,
    type: 1,
    status: 'RUNNING',
  })
  await page.setViewportSize({ width: 720, height: 450 })
  await page.goto('/sign-in')
  await enter(page, 'en', account)
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  await expectReflow(page)
  await rowOf(page, flowInstId).locator('[data-cancel]').click()
  await expect(page.getByRole('button', { name: 'Request cancellation' })).toBeInViewport()
})
