import type { Page } from '@playwright/test'
import { expect, newAccount, signIn, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import type { InstanceTruth } from './support/simulator-control'
import { type Stack, type StackOptions, startStack } from './support/stack'

const MINUTE_MS = 60_000

/** `22 Nov 2026 14:02:11` of an instant, on the clock of a zone. */
function written(at: number | null, timeZone: string): string {
  const parts = { timeZone, day: 'numeric', month: 'short', year: 'numeric' } as const
  const day = new Intl.DateTimeFormat('en-GB', parts).format(at ?? Number.NaN)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(at ?? Number.NaN)
  return `${day} ${clock}`
}

async function choose(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click()
  const chooser = page.getByRole('combobox', { name: 'Show times in' })
  // Not by its words: which zone is one's own may only turn out when the page comes alive.
  const value = await chooser.getByRole('option', { name }).getAttribute('value')
  await chooser.selectOption(value)
  await page.keyboard.press('Escape')
}

async function expectTimes(page: Page, { flowInstId }: InstanceTruth, titles: string[]): Promise<void> {
  const times = rowOf(page, flowInstId).locator('time')
  for (const [n, title] of titles.entries())
    await expect(times.nth(n)).toHaveAttribute('title', new RegExp(`^${escaped(title)}`))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function seed(stack: Stack, username: string): Promise<{ flowInstId: string }> {
  const now = Date.now()
  return stack.control.seedInstance({
    owners: [username],
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 500,
    triggerTime: now - 20 * MINUTE_MS,
    startTime: now - 19 * MINUTE_MS,
  })
}

const zones = [
  { name: /^My zone/, zone: 'Europe/Berlin', title: 'Europe/Berlin', mark: /UTC\+[12]/ },
  { name: /^EnOS/, zone: 'Asia/Shanghai', title: 'UTC+8', mark: /UTC\+8/ },
  { name: /^UTC$/, zone: 'UTC', title: 'UTC', mark: /UTC(?![+−])/ },
]

test('every choice shows true times, is remembered, and is written by the server already', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await seed(stack, account.username)
  await signIn(page, account)
  const truth = await stack.control.instance(flowInstId)
  for (const { name, zone, title, mark } of zones) {
    const expected = [truth.triggerTime, truth.startTime].map((at) => `${written(at, zone)} (${title})`)
    await choose(page, name)
    await expectTimes(page, truth, expected)
    await expect(page.getByRole('columnheader', { name: /^Trigger/ })).toHaveText(mark)
    await page.reload()
    await expectTimes(page, truth, expected)
    // A page that EnOS keeps waiting is handed out without its rows.
    const missing = async (): Promise<string[]> => {
      const html = await (await page.request.get('/')).text()
      return expected.filter((text) => !html.includes(text))
    }
    await expect.poll(missing).toEqual([])
  }
})

test('the history follows the choice', async ({ page, stack, account }) => {
  const { flowInstId } = await seed(stack, account.username)
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after/)
  await page.getByRole('link', { name: 'History', exact: true }).click()
  // Until then the row of the list is there, which has more times than one.
  await expect(page.getByRole('columnheader', { name: /^When/ })).toBeVisible()
  const time = page.getByRole('row').filter({ hasText: flowInstId }).locator('time')
  for (const { name, zone, title, mark } of zones) {
    await choose(page, name)
    const at = Date.parse((await time.getAttribute('datetime')) ?? '')
    await expect(time).toHaveAttribute('title', `${written(at, zone)} (${title})`)
    await expect(page.getByRole('columnheader', { name: /^When/ })).toHaveText(mark)
  }
  await page.reload()
  await expect(time).toHaveAttribute('title', / \(UTC\)$/)
})

test('the choice is made by keyboard alone', async ({ page, stack, account }) => {
  const { flowInstId } = await seed(stack, account.username)
  await signIn(page, account)
  await expect(rowOf(page, flowInstId)).toContainText('Running')
  const menu = page.getByRole('button', { name: /^Account of/ })
  await menu.focus()
  await page.keyboard.press('Enter')
  const chooser = page.getByRole('combobox', { name: 'Show times in' })
  const isFocused = () => chooser.evaluate((one) => one === document.activeElement)
  await expect(async () => {
    if (!(await isFocused())) await page.keyboard.press('Tab')
    expect(await isFocused()).toBe(true)
  }).toPass()
  await page.keyboard.press('U')
  await expect(chooser).toHaveValue('utc')
  const truth = await stack.control.instance(flowInstId)
  await expectTimes(page, truth, [`${written(truth.triggerTime, 'UTC')} (UTC)`])
  await page.keyboard.press('Escape')
  await expect(chooser).toBeHidden()
  await expect(menu).toBeFocused()
})

async function onOwnStack(
  options: StackOptions,
  run: (own: { stack: Stack; username: string; password: string }) => Promise<void>,
): Promise<void> {
  test.slow()
  const stack = await startStack(options)
  try {
    await run({ stack, ...(await newAccount(stack)) })
  } finally {
    await stack.stop()
  }
}

test('where EnOS writes triggers and runs in two zones, each stands in its own', async ({ browser }) => {
  const simulator = { zones: { reported: 'GMT+8', trigger: '+8', run: '0' } }
  await onOwnStack({ simulator }, async ({ stack, ...person }) => {
    const page = await browser.newPage({ baseURL: stack.url })
    const { flowInstId } = await seed(stack, person.username)
    await signIn(page, person)
    await choose(page, /^EnOS \(triggers UTC\+8, runs UTC\)$/)
    const truth = await stack.control.instance(flowInstId)
    await expectTimes(page, truth, [
      `${written(truth.triggerTime, 'Asia/Shanghai')} (UTC+8)`,
      `${written(truth.startTime, 'UTC')} (UTC)`,
    ])
    await expect(page.getByRole('columnheader', { name: /^Trigger/ })).toHaveText(/UTC\+8/)
    await expect(page.getByRole('columnheader', { name: /^Started/ })).toHaveText(/UTC$/)
    await page.close()
  })
})

test('where nobody knows EnOS’s zone, its digits stand as they came and no duration is claimed', async ({
  browser,
}) => {
  const simulator = { zones: { reported: 'CST', trigger: '+8', run: '+8' } }
  await onOwnStack({ simulator }, async ({ stack, ...person }) => {
    const page = await browser.newPage({ baseURL: stack.url })
    const { flowInstId } = await seed(stack, person.username)
    await signIn(page, person)
    const truth = await stack.control.instance(flowInstId)
    const row = rowOf(page, flowInstId)
    for (const name of [/^My zone/, /^EnOS \(zone not known\)$/, /^UTC$/]) {
      await choose(page, name)
      await expectTimes(page, truth, [
        `${written(truth.triggerTime, 'Asia/Shanghai')} (EnOS time; its zone is not known)`,
      ])
      await expect(row.getByRole('cell').nth(4)).toHaveText('Duration–')
    }
    await page.close()
  })
})
