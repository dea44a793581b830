import type { Page } from '@playwright/test'
import { expect, newAccount, signIn, test } from './fixtures'
import { tamper } from './support/history-verify'
import { openDialog, requestCancellation, rowOf } from './support/instance-list'
import type { Account, NewInstance } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signInForCookie } from './support/without-browser'

// Overdue after 12 s.
test.use({ stackOptions: { env: { FOLLOW_PACE: '0.1' } } })
test.describe.configure({ timeout: 150_000 })

const WAIT = { timeout: 30_000 }
const RECORD = /\/history\/([0-9a-f-]{36})$/
// Which may have waited until the record was overdue.
const STOPPED = /^Stopped after (?:\d+ min )?\d+ s$/

const run = (stack: Stack, account: Account, over: Partial<NewInstance> = {}) =>
  stack.control.seedInstance({
    owners: [account.username],
    flowName: 'wind-farm-power-hourly',
    type: 1,
    status: 'RUNNING',
    onCancel: 'never',
    ...over,
  })

const headline = (page: Page) => page.getByRole('heading', { level: 1 })
const timeline = (page: Page) => page.getByRole('list').filter({ hasText: 'Asked by' })

async function idOf(page: Page): Promise<string> {
  await page.waitForURL(RECORD)
  return RECORD.exec(page.url())?.[1] ?? ''
}

test('a person follows a cancellation to its end; a lead sees it, everybody else finds nothing', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await run(stack, account)
  await signIn(page, account)
  await requestCancellation(page, flowInstId, { reason: 'Wrong input data', note: 'zeros\nsince 13:50' })
  await rowOf(page, flowInstId)
    .getByRole('link', { name: /Cancelling/ })
    .click()
  const id = await idOf(page)
  await expect(headline(page)).toHaveText(/^Cancelling · \d:\d\d$/)
  await expect(page).toHaveTitle('Cancelling – wind-farm-power-hourly · Flowstop')
  await expect(page.getByRole('link', { name: 'History', exact: true }).first()).toHaveAttribute(
    'aria-current',
    'page',
  )
  const main = page.getByRole('main')
  await expect(main).toContainText('Wrong input data')
  await expect(page.locator('blockquote')).toHaveText('zeros\nsince 13:50')
  await expect(main).toContainText(flowInstId)
  const [cancel] = await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })
  await expect(timeline(page)).toContainText(`Asked by ${account.username}`)
  await expect(timeline(page)).toContainText('Sent to EnOS (attempt 1)')
  await expect(timeline(page)).toContainText(/EnOS accepted: 0 \S/)
  expect(cancel?.requestId).toMatch(/^[0-9a-f-]{36}$/)
  await expect(timeline(page)).toContainText(`request ${cancel?.requestId}`)

  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await expect(headline(page)).toHaveText(STOPPED, WAIT)
  await expect(timeline(page)).toContainText('EnOS reports Cancelled')
  await expect(timeline(page)).toContainText(/Stopped, (?:\d+ min )?\d+ s after asking/)
  await expect(page).toHaveTitle(/^Stopped after (?:\d+ min )?\d+ s – wind-farm-power-hourly · Flowstop$/)
  await expect(page.locator('[aria-live=polite]').filter({ hasText: /^Stopped after/ })).toHaveCount(1)

  const lead = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  if (!lead) throw new Error('The simulator has no account lin.')
  const username = `abroad-${crypto.randomUUID().slice(0, 8)}`
  const abroad = { username, password: `${username}-password-1`, orgId: 'o-elsewhere' }
  for (const [who, status] of [
    [account, 200],
    [lead, 200],
    [await newAccount(stack), 404],
    [await stack.control.createAccount(abroad), 404],
  ] as const) {
    const headers = { cookie: await signInForCookie(stack, who) }
    const document = await fetch(`${stack.url}/history/${id}`, { headers })
    const answer = await fetch(`${stack.url}/api/cancellations/${id}`, { headers })
    expect([who.username, document.status, answer.status]).toEqual([who.username, status, status])
    const said = `${await document.text()} ${await answer.text()}`
    expect([who.username, said.includes('since 13:50')]).toEqual([who.username, status === 200])
  }
})

test('what EnOS never received is asked for again, with one more call', async ({ page, stack, account }) => {
  const { flowInstId } = await run(stack, account, { onCancel: 'stop', cancelDelayMs: 500 })
  const lost = { type: 'cut', when: 'before' } as const
  const match = { flowInstId }
  await stack.control.addFault({ operation: 'flowInstances.cancel', match, times: 1, kind: lost })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  const row = rowOf(page, flowInstId)
  await expect(row).toContainText('Not confirmed yet')
  // Both are said: what EnOS reports, and that it takes long.
  await expect(row).toContainText('EnOS may not have received it', WAIT)
  await expect(row).toContainText('Running')
  await row.getByRole('link', { name: 'Ask again' }).click()
  await idOf(page)
  await expect(headline(page)).toHaveText('EnOS may not have received it')
  await expect(timeline(page)).toContainText('The connection broke before an answer came')

  const opener = page.getByRole('button', { name: 'Ask again' })
  await opener.click()
  await expect(page.getByRole('group', { name: 'Ask EnOS again?' })).toContainText('as attempt 2')
  await expect(page.getByRole('button', { name: 'Not now' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
  await page.keyboard.press('Enter')
  await page.getByRole('group').getByRole('button', { name: 'Ask again' }).click()

  await expect(headline(page)).toHaveText(STOPPED, WAIT)
  await expect(headline(page)).toBeFocused()
  await expect(timeline(page)).toContainText(`Asked again by ${account.username}`)
  await expect(timeline(page)).toContainText('Sent to EnOS (attempt 2)')
  await expect(page.getByRole('button', { name: 'Ask again' })).toHaveCount(0)
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toMatchObject([
    { code: null },
    { code: 0, userId: account.userId },
  ])
  expect(await stack.control.instance(flowInstId)).toMatchObject({ statusDesc: 'CANCEL', cancelCount: 1 })
})

test('a second owner is told who asked and when, and follows it to the end', async ({
  page,
  browser,
  stack,
  account,
}) => {
  const second = await newAccount(stack)
  const { flowInstId } = await run(stack, account, { owners: [account.username, second.username] })
  await signIn(page, second)
  const dialog = await openDialog(page, flowInstId)
  await dialog.getByLabel('Reason').selectOption({ label: 'Duplicate run' })
  // What is told meanwhile is told in the answer: nothing else reaches the page.
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/api\/(?:instances|cancellations)/, async (route) => {
    await released
    await route.continue()
  })
  const context = await browser.newContext({ baseURL: stack.url })
  const first = await context.newPage()
  await signIn(first, account)
  await requestCancellation(first, flowInstId)
  await context.close()

  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await expect(dialog.getByRole('alert')).toContainText(`${account.username} asked to cancel this just now.`)
  await dialog.getByRole('link', { name: 'Follow it' }).click()
  await idOf(page)
  release()
  await expect(headline(page)).toHaveText(/^Cancelling/)
  await expect(timeline(page)).toContainText(`Asked by ${account.username}`)
  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await expect(headline(page)).toHaveText(STOPPED, WAIT)
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
})

test('a cancellation of which track was lost is opened again and finds its end', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await run(stack, account)
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await rowOf(page, flowInstId)
    .getByRole('link', { name: /Cancelling/ })
    .click()
  const id = await idOf(page)
  await page.goto('about:blank')
  await stack.stopApp()
  const DAYS = 2 * 24 * 3_600_000
  await tamper(stack, `update cancellations set requested_at = requested_at - ${DAYS} where id = '${id}'`)
  await stack.startApp()
  await page.goto(`/history/${id}`)
  await expect(headline(page)).toHaveText('Lost track after 24 h', WAIT)
  await expect(timeline(page)).toContainText('Lost track: no final status for 24 h')

  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(headline(page)).toHaveText('Stopped after 2 d 0 h', WAIT)
  await expect(timeline(page)).toContainText(`Opened again by ${account.username}`)
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
})
