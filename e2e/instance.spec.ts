import { expect, signIn, submitSignIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { dialogOf } from './support/instance-list'
import { headingOf, headOf, seedRunOfThree, tasksOf, WAIT } from './support/instance-page'

test.describe.configure({ timeout: 120_000 })

test('a link leads to the instance after signing in, and a cancel is followed there to its end', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await seedRunOfThree(stack, account)
  await page.goto(`/instances/${flowInstId}`)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await submitSignIn(page, account)
  await expect(page).toHaveURL(`${stack.url}/instances/${flowInstId}`)
  await expect(headingOf(page)).toHaveText('wind-report')
  await expect(page).toHaveTitle('Running – wind-report · Flowstop')
  await expect(headOf(page, flowInstId)).toContainText('Running')
  const facts = page.getByRole('region', { name: 'Facts' })
  await expect(facts).toContainText('Hourly')
  await expect(facts).toContainText(account.username)
  await expect(facts).toContainText(/Duration\s*\d+ (?:s|min|h)/)
  await expect(page.getByRole('region', { name: 'Schedule' })).toContainText('Next start')
  await expect(page.getByText('Nobody has asked to cancel this instance.')).toBeVisible()

  // What needs a look first comes first; start and duration come with the task itself.
  const rows = tasksOf(page).locator('[data-task]')
  await expect(rows.locator('td:first-child')).toHaveText(['aggregate', 'write-report', 'read-scada'])
  // Only those in view are asked for.
  await rows.filter({ hasText: 'read-scada' }).scrollIntoViewIfNeeded()
  await expect(rows.filter({ hasText: 'read-scada' })).toContainText(/\d\d:\d\d/)
  await tasksOf(page).getByRole('button', { name: 'Task' }).click()
  await expect(rows.locator('td:first-child')).toHaveText(['aggregate', 'read-scada', 'write-report'])
  await expect(tasksOf(page).getByRole('columnheader', { name: 'Task' })).toHaveAttribute(
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

  // What the keys do; those of the page wait until that is left.
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.keyboard.press('?')
  await expect(help).toContainText('Cancel this instance')
  await expectAccessible(page)
  await page.keyboard.press('c')
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await expect(dialogOf(page)).toHaveCount(0)

  await page.getByRole('button', { name: 'Cancel…' }).press('c')
  await dialogOf(page).getByLabel('Reason').selectOption({ label: 'Stuck or too slow' })
  await page.keyboard.press('Control+Enter')
  await expect(dialogOf(page)).toBeHidden()
  await expect(headOf(page, flowInstId)).toContainText(/Cancelling · \d:\d\d/)
  await expect(headOf(page, flowInstId)).toBeFocused()
  await expect(page.getByRole('button', { name: 'Cancel…' })).toHaveCount(0)
  await expect(page).toHaveTitle('Cancelling – wind-report · Flowstop')
  const records = page.getByRole('region', { name: 'Cancellations' })
  await expect(records).toContainText('Stuck or too slow')
  await expect(page.getByText(/^Live/)).toBeVisible()

  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await expect(headOf(page, flowInstId)).toContainText(/Stopped after \d+ s/, WAIT)
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
  const { flowInstId } = await seedRunOfThree(stack, account, {
    status: 'FAIL',
    endTime: Date.now(),
    tasks: [
      { name: 'broken', status: 'FAIL' },
      { name: 'beside', status: 'RUNNING', after: [] },
    ],
  })
  await page.goto(`/instances/${flowInstId}`)
  await expect(headOf(page, flowInstId)).toContainText(/Failed\s*· 1 task still running/)
  const facts = page.getByRole('region', { name: 'Facts' })
  await expect(facts).toContainText(/Ended\D*–\s*Duration\s*\d+ (?:s|min|h)/)
  // When one button goes, the other one stays where it is.
  const again = page.getByRole('button', { name: 'Run again…' })
  const place = await again.boundingBox()
  await stack.control.changeInstance(flowInstId, { tasks: [{ name: 'beside', status: 'SUCCESS' }] })
  await expect(page.getByRole('button', { name: 'Cancel…' })).toHaveCount(0, WAIT)
  await expect(headOf(page, flowInstId)).not.toContainText('still running')
  expect(await again.boundingBox()).toEqual(place)
})

test('a link to a part of the page leads to it, past sixty tasks, and an empty part takes no room', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const long = await seedRunOfThree(stack, account, { tasks: 60 })
  await page.goto(`/instances/${long.flowInstId}#raw`)
  const raw = page.locator('details').filter({ hasText: 'Raw JSON' })
  await expect(raw).toContainText(`"instanceId": "${long.flowInstId}"`)
  await expect(raw.getByRole('heading')).toBeInViewport()
  const parts = page.getByRole('navigation', { name: 'On this page' })
  await expect(parts.getByRole('link')).toHaveText(['Graph', 'Tasks 60', 'Raw JSON'])
  await parts.getByRole('link', { name: 'Tasks' }).click()
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeInViewport()
  await expect(page).toHaveURL(/#tasks$/)

  const manual = await seedRunOfThree(stack, account, {
    type: 0,
    cycle: undefined,
    status: 'SUCCESS',
    tasks: [],
  })
  await page.goto(`/instances/${manual.flowInstId}`)
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Does not start by itself')
  await expect(page.getByRole('region', { name: 'Schedule' })).toHaveCount(0)
  await expect(page.getByText('EnOS lists no tasks')).toHaveCount(1)
  await expect(parts).toHaveCount(0)
})
