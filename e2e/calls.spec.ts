import type { Browser, Page } from '@playwright/test'
import type { GatewayCalls } from '@/lib/shared/calls'
import { expect, newAccount, signIn, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import type { Account, LoggedCall } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signInForCookie } from './support/without-browser'

// A stack of its own: these tests count calls.
test.use({
  stackOptions: { company: 'empty' },
  allowedErrors: /status of (?:404|50\d)|Failed to load resource/,
})

/** The simulator's names of what Flowstop calls by other ones. */
const NAMES: Readonly<Record<string, string>> = { 'iam.login': 'iam.logIn' }

async function leadOf(stack: Stack): Promise<Account> {
  const lead = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  if (!lead) throw new Error('The simulator has no account lin.')
  return lead
}

async function seed(stack: Stack, account: Account): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 500,
  })
  return flowInstId
}

async function newPage(browser: Browser, stack: Stack): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.url })
  return context.newPage()
}

type Counts = { calls: number; failed: number; limited: number }

function tally(calls: readonly LoggedCall[]): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  for (const { operation, http, code } of calls) {
    const name = NAMES[operation] ?? operation
    const known = counts.get(name) ?? { calls: 0, failed: 0, limited: 0 }
    const isLimited = http === 429
    counts.set(name, {
      calls: known.calls + 1,
      failed: known.failed + (isLimited || code === 0 ? 0 : 1),
      limited: known.limited + (isLimited ? 1 : 0),
    })
  }
  return counts
}

test('a lead sees the figures that EnOS itself counted', async ({ browser, page, stack, account }) => {
  test.slow()
  const flowInstId = await seed(stack, account)
  await stack.control.addFault({
    operation: 'flowInstances.search',
    times: 2,
    kind: { type: 'http', status: 429, headers: { 'retry-after': '0' } },
  })
  await stack.control.addFault({
    operation: 'flowInstances.get',
    times: 1,
    kind: { type: 'http', status: 502 },
  })
  const engineer = await newPage(browser, stack)
  await signIn(engineer, account)
  await requestCancellation(engineer, flowInstId)
  await expect(rowOf(engineer, flowInstId)).toContainText(/Stopped after \d+ s/)
  await engineer.context().close()

  await signIn(page, await leadOf(stack))
  await page.getByRole('link', { name: 'Calls', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Gateway calls', level: 1 })).toBeVisible()
  await expect(page.getByText('Reachable', { exact: true })).toBeVisible()
  await page.goto('/calls')
  const table = page.getByRole('table', { name: /^By operation/ })
  await expect(async () => {
    // The lead’s own list, and looks at the instance, may still have been under way.
    const before = await stack.control.calls()
    await page.reload()
    expect(await stack.control.calls()).toHaveLength(before.length)
    const expected = tally(before)
    expect(expected.get('flowInstances.search')?.limited).toBe(2)
    expect(expected.get('flowInstances.get')?.failed).toBe(1)
    expect(expected.get('flowInstances.cancel')?.calls).toBe(1)
    const words = {
      'flowInstances.search': 'List instances',
      'flowInstances.get': 'Read an instance',
      'flowInstances.cancel': 'Cancel an instance',
      'iam.logIn': 'Sign in',
      'token.get': 'Get an application token',
    }
    for (const [operation, name] of Object.entries(words)) {
      const counts = expected.get(operation)
      const cells = table.getByRole('row').filter({ hasText: name }).getByRole('cell')
      await expect(cells, operation).toHaveText(
        [`${counts?.calls}`, `${counts?.failed}`, `${counts?.limited}`, /^[≤>] [\d,]+$/, /^[≤>] [\d,]+$/],
        { useInnerText: true, timeout: 2_000 },
      )
    }
    const shown = (await (await page.request.get('/api/calls')).json()) as GatewayCalls
    expect(shown.operations.map(({ operation }) => operation).sort()).toEqual([...expected.keys()].sort())
    expect(shown.minutes.reduce((sum, { calls }) => sum + calls, 0)).toBe(before.length)
  }).toPass({ timeout: 60_000 })
  await page.getByText('These minutes as a table').click()
  await expect(page.getByRole('table', { name: 'Calls a minute' }).getByRole('row').nth(1)).toBeVisible()
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('for an engineer there is no such page, and a stranger is asked to sign in', async ({
  page,
  request,
  stack,
  account,
}) => {
  await page.goto('/calls')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  const asNobody = await request.get(`${stack.url}/api/calls`)
  expect([asNobody.status(), await asNobody.json()]).toEqual([401, { problem: { code: 'signed_out' } }])

  const lead = await signInForCookie(stack, await leadOf(stack))
  const asLead = await request.get(`${stack.url}/api/calls`, { headers: { cookie: lead } })
  expect([asLead.status(), asLead.headers()['cache-control']]).toEqual([200, 'private, no-store'])
  const cookie = await signInForCookie(stack, account)
  const asEngineer = await request.get(`${stack.url}/api/calls`, { headers: { cookie } })
  expect([asEngineer.status(), await asEngineer.json()]).toEqual([404, { problem: { code: 'not_found' } }])

  await signIn(page, account)
  await expect(page.getByRole('link', { name: 'History', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Calls', exact: true })).toHaveCount(0)
  for (const path of ['/calls', '/no-such-page', '/instances/%2e%2e%2f', '/instances/%E0%A4%A']) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page).toHaveTitle('There is nothing here · Flowstop')
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  }
  await page.goto('/instances')
  await expect(page).toHaveURL(`${stack.url}/`)
})

test('an outage: few calls however many tabs, one sentence in each, and all of them go on by themselves', async ({
  browser,
  page,
  stack,
}) => {
  test.setTimeout(300_000)
  const tabs: Page[] = []
  for (const account of [await newAccount(stack), await newAccount(stack)]) {
    const flowInstId = await seed(stack, account)
    const first = await newPage(browser, stack)
    await signIn(first, account)
    for (const tab of [first, await first.context().newPage(), await first.context().newPage()]) {
      await tab.goto('/')
      await expect(rowOf(tab, flowInstId)).toContainText('Running')
      tabs.push(tab)
    }
  }
  await signIn(page, await leadOf(stack))
  await page.goto('/calls')
  await expect(page.getByText('Reachable', { exact: true })).toBeVisible()

  const logged = (event: string) => stack.serverLog().split(`"event":"${event}"`).length - 1
  const countCalls = async () => (await stack.control.calls()).length
  await stack.control.addFault({ operation: '*', times: 5000, kind: { type: 'cut', when: 'before' } })
  await expect.poll(() => logged('gateway.away'), { timeout: 30_000 }).toBe(1)
  const [since, asked] = [Date.now(), await countCalls()]
  for (const tab of tabs) {
    await expect(
      tab.getByText(/What you see is (?:\d+ min )?\d+ s old\. EnOS cannot be reached/),
    ).toBeVisible({
      timeout: 60_000,
    })
    await expect(tab.getByText(/EnOS cannot be reached/)).toHaveCount(1)
  }
  await expect(page.getByText('Not reachable', { exact: true })).toBeVisible({ timeout: 30_000 })
  const made = (await countCalls()) - asked
  const seconds = (Date.now() - since) / 1000
  // Each tab would have made six calls every ten seconds.
  expect(made).toBeLessThanOrEqual(Math.ceil(seconds))
  expect(logged('gateway.away')).toBe(1)
  expect(logged('gateway.back')).toBe(0)

  await stack.control.clearFaults()
  for (const tab of tabs) {
    await expect(tab.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(tab.getByText(/EnOS cannot be reached/)).toBeHidden()
  }
  await expect(page.getByText('Reachable', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => [logged('gateway.away'), logged('gateway.back')]).toEqual([1, 1])
  for (const context of new Set(tabs.map((tab) => tab.context()))) await context.close()
})
