import type { Page } from '@playwright/test'
import { expect, newAccount, signIn, submitSignIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { dialogOf, rowOf } from './support/instance-list'
import type { Account, NewInstance } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signInForCookie } from './support/without-browser'

test.describe.configure({ timeout: 120_000 })

const WAIT = { timeout: 30_000 }
const TASKS = [
  { name: 'read-scada', status: 'SUCCESS' },
  { name: 'aggregate', status: 'RUNNING', after: ['read-scada'] },
  { name: 'write-report', status: 'INIT', after: ['aggregate'] },
]

const run = (stack: Stack, account: Account, over: Partial<NewInstance> = {}) =>
  stack.control.seedInstance({
    owners: [account.username],
    flowName: 'wind-report',
    type: 1,
    cycle: 'H',
    status: 'RUNNING',
    onCancel: 'never',
    tasks: TASKS,
    ...over,
  })

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const tasks = (page: Page) => page.getByRole('table', { name: 'Tasks' })
const head = (page: Page, flowInstId: string) => page.locator(`header[data-row="${flowInstId}"]`)

test('a link leads to the instance after signing in, and a cancel is followed there to its end', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await run(stack, account)
  await page.goto(`/instances/${flowInstId}`)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await submitSignIn(page, account)
  await expect(page).toHaveURL(`${stack.url}/instances/${flowInstId}`)
  await expect(heading(page)).toHaveText('wind-report')
  await expect(page).toHaveTitle('Running – wind-report · Flowstop')
  await expect(head(page, flowInstId)).toContainText('Running')
  const facts = page.getByRole('region', { name: 'Facts' })
  await expect(facts).toContainText('Hourly')
  await expect(facts).toContainText(account.username)
  await expect(facts).toContainText(/Duration\s*\d+ (?:s|min|h)/)
  await expect(page.getByRole('region', { name: 'Schedule' })).toContainText('Next start')
  await expect(page.getByText('Nobody has asked to cancel this instance.')).toBeVisible()

  // What needs a look first comes first; start and duration come with the task itself.
  const rows = tasks(page).locator('[data-task]')
  await expect(rows.locator('td:first-child')).toHaveText(['aggregate', 'write-report', 'read-scada'])
  // Only those in view are asked for.
  await rows.filter({ hasText: 'read-scada' }).scrollIntoViewIfNeeded()
  await expect(rows.filter({ hasText: 'read-scada' })).toContainText(/\d\d:\d\d/)
  await tasks(page).getByRole('button', { name: 'Task' }).click()
  await expect(rows.locator('td:first-child')).toHaveText(['aggregate', 'read-scada', 'write-report'])
  await expect(tasks(page).getByRole('columnheader', { name: 'Task' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await expect(page.getByRole('status').filter({ hasText: 'Sorted by name, ascending' })).toHaveCount(1)

  const raw = page.locator('details').filter({ hasText: 'Raw JSON' })
  await raw.getByText('Raw JSON').click()
  await expect(raw).toContainText(`"instanceId": "${flowInstId}"`)

  // A task ends, and the page tells it without being asked.
  await stack.control.changeInstance(flowInstId, { tasks: [{ name: 'aggregate', status: 'SUCCESS' }] })
  await expect(rows.filter({ hasText: 'aggregate' })).toContainText('Succeeded', WAIT)

  await page.getByRole('button', { name: 'Cancel…' }).press('c')
  await dialogOf(page).getByLabel('Reason').selectOption({ label: 'Stuck or too slow' })
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toBeHidden()
  await expect(head(page, flowInstId)).toContainText(/Cancelling · \d:\d\d/)
  await expect(head(page, flowInstId)).toBeFocused()
  await expect(page.getByRole('button', { name: 'Cancel…' })).toHaveCount(0)
  await expect(page).toHaveTitle('Cancelling – wind-report · Flowstop')
  const records = page.getByRole('region', { name: 'Cancellations' })
  await expect(records).toContainText('Stuck or too slow')
  await expect(page.getByText(/^Live/)).toBeVisible()

  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await expect(head(page, flowInstId)).toContainText(/Stopped after \d+ s/, WAIT)
  await expect(page).toHaveTitle('Cancelled – wind-report · Flowstop', WAIT)
  await expect(page.locator('[aria-live=polite]').filter({ hasText: /^Cancelled$/ })).toHaveCount(1)
  // Nothing of it changes any more, and the page does not say that it is live.
  await expect(page.getByText(/^Ended · read at \d\d:\d\d$/)).toBeVisible()
  await expect(page.getByText(/^Live/)).toHaveCount(0)
  await records.getByRole('link').click()
  await expect(page).toHaveURL(/\/history\/[0-9a-f-]{36}$/)
  await page.getByRole('link', { name: 'wind-report' }).click()
  await expect(page).toHaveURL(`${stack.url}/instances/${flowInstId}`)
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
})

test('a failed instance of which tasks go on says why it can be cancelled, and counts on', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const { flowInstId } = await run(stack, account, {
    status: 'FAIL',
    endTime: null,
    tasks: [
      { name: 'broken', status: 'FAIL' },
      { name: 'beside', status: 'RUNNING', after: [] },
    ],
  })
  await page.goto(`/instances/${flowInstId}`)
  await expect(head(page, flowInstId)).toContainText(/Failed\s*· 1 task still running/)
  const facts = page.getByRole('region', { name: 'Facts' })
  await expect(facts).toContainText(/Duration\s*\d+ (?:s|min|h)/)
  // When one button goes, the other one stays where it is.
  const again = page.getByRole('button', { name: 'Run again…' })
  const place = await again.boundingBox()
  await stack.control.changeInstance(flowInstId, { tasks: [{ name: 'beside', status: 'SUCCESS' }] })
  await expect(page.getByRole('button', { name: 'Cancel…' })).toHaveCount(0, WAIT)
  await expect(head(page, flowInstId)).not.toContainText('still running')
  expect(await again.boundingBox()).toEqual(place)
})

test('a link to a part of the page leads to it, past sixty tasks, and an empty part takes no room', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const long = await run(stack, account, { tasks: 60 })
  await page.goto(`/instances/${long.flowInstId}#raw`)
  const raw = page.locator('details').filter({ hasText: 'Raw JSON' })
  await expect(raw).toContainText(`"instanceId": "${long.flowInstId}"`)
  await expect(raw.getByRole('heading')).toBeInViewport()
  const parts = page.getByRole('navigation', { name: 'On this page' })
  await expect(parts.getByRole('link')).toHaveText(['Graph', 'Tasks60', 'Raw JSON'])
  await parts.getByRole('link', { name: 'Tasks' }).click()
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeInViewport()
  await expect(page).toHaveURL(/#tasks$/)

  const manual = await run(stack, account, { type: 0, cycle: undefined, status: 'SUCCESS', tasks: [] })
  await page.goto(`/instances/${manual.flowInstId}`)
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Does not start by itself')
  await expect(page.getByRole('region', { name: 'Schedule' })).toHaveCount(0)
  await expect(page.getByText('EnOS lists no tasks')).toHaveCount(1)
  await expect(parts).toHaveCount(0)
})

test.describe(() => {
  test.use({ allowedErrors: /status of 404/ })

  test('somebody else’s instance and none are the same page, by status, and tell nothing', async ({
    page,
    stack,
    account,
  }) => {
    const owner = await newAccount(stack)
    const { flowInstId } = await run(stack, owner, { flowName: 'not-for-you' })
    const { tasks: truth } = await stack.control.instance(flowInstId)
    const taskInstId = truth[0]?.taskInstId ?? ''
    const headers = { cookie: await signInForCookie(stack, account) }
    const missing = `${flowInstId.split('-')[0]}-201908081020`
    const look = async (id: string) => {
      const document = await fetch(`${stack.url}/instances/${id}`, { headers })
      const text = (await document.text()).replaceAll(id, 'ID')
      const answers = await Promise.all(
        ['', '/raw', `/tasks?of=${taskInstId}`].map(async (rest) => {
          const answer = await fetch(`${stack.url}/api/instances/${id}${rest}`, { headers })
          return [answer.status, await answer.text()]
        }),
      )
      return { status: document.status, isTold: text.includes('not-for-you'), answers }
    }
    const nothing = [404, '{"problem":{"code":"not_found"}}']
    for (const id of [flowInstId, missing, '2438-2019', 'x'])
      expect([id, await look(id)]).toEqual([
        id,
        { status: 404, isTold: false, answers: [nothing, nothing, nothing] },
      ])
    for (const rest of ['', '/raw', `/tasks?of=${taskInstId}`]) {
      const answer = await fetch(`${stack.url}/api/instances/${flowInstId}${rest}`)
      expect([rest, answer.status]).toEqual([rest, 401])
    }
    await signIn(page, account)
    await page.goto(`/instances/${flowInstId}`)
    await expect(heading(page)).toHaveText('This instance was not found')
    await expect(page.getByRole('main')).toContainText('An owner can stop it here.')
    await page.getByRole('link', { name: 'Go to my instances' }).click()
    await expect(page).toHaveURL(`${stack.url}/`)
  })
})

test.describe(() => {
  test.use({ allowedErrors: /status of 502/ })

  test('while EnOS is down the page keeps what it knows, and at first look says so', async ({
    page,
    stack,
    account,
  }) => {
    const { flowInstId } = await run(stack, account)
    await signIn(page, account)
    await rowOf(page, flowInstId).getByRole('link', { name: 'wind-report' }).click()
    await expect(heading(page)).toHaveText('wind-report')
    const kind = { type: 'html', status: 503 } as const
    await stack.control.addFault({
      operation: 'flowInstances.get',
      match: { flowInstId },
      times: 1_000,
      kind,
    })
    try {
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(page.getByText(/^Not refreshed for/)).toBeVisible(WAIT)
      await expect(head(page, flowInstId)).toContainText('Running')
      await expect(tasks(page)).toContainText('aggregate')
      await page.goto(`/instances/${flowInstId}`)
      await expect(page.getByText('This instance could not be loaded')).toBeVisible(WAIT)
    } finally {
      await stack.control.clearFaults()
    }
    await expect(async () => {
      await page
        .getByRole('button', { name: 'Try again' })
        .click({ timeout: 500 })
        .catch(() => undefined)
      await expect(heading(page)).toHaveText('wind-report', { timeout: 2_000 })
    }).toPass(WAIT)
  })
})

test.describe(() => {
  test.use({ viewport: { width: 320, height: 720 } })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a broken graph, long values and a lock are no trouble at 320 px, ${colorScheme} @narrow`, async ({
      page,
      stack,
      account,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const whole = await run(stack, account, {
        flowName: `a-name-${'that-goes-on-'.repeat(12)}`,
        flowLocked: true,
      })
      await signIn(page, account)
      await page.goto(`/instances/${whole.flowInstId}`)
      await expect(page.getByText(/This workflow is locked: EnOS will probably refuse/)).toBeVisible()
      await expect(tasks(page)).toContainText('aggregate')
      await expectAccessible(page)
      await page.locator('details').filter({ hasText: 'Raw JSON' }).getByText('Raw JSON').click()
      await expect(page.getByText(`"instanceId": "${whole.flowInstId}"`)).toBeVisible()
      await expectAccessible(page)
      const width = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(await width()).toBeLessThanOrEqual(0)

      await stack.control.patchSettings({ graphForm: 'broken' })
      try {
        await page.reload()
        await expect(page.getByText('EnOS sent no graph of this instance that can be read')).toBeVisible()
        await expect(heading(page)).toContainText('that-goes-on')
        await expect(page.getByRole('button', { name: 'Cancel…' })).toBeVisible()
        await expectAccessible(page)
        expect(await width()).toBeLessThanOrEqual(0)
      } finally {
        await stack.control.patchSettings({ graphForm: 'string' })
      }
    })
  }
})
