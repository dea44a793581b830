import { expect, signIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { LOG_LIMIT, logOf, seedTasks } from './support/task-log'

test.use({ stackOptions: { company: 'empty' }, allowedErrors: /status of 502/ })

// The server remembers for a while that an EnOS has no Get Task Instance, and other files have the same server.
test.afterAll(async ({ stack }) => {
  await stack.control.patchSettings({ taskApi: 'offered' })
  await stack.restartApp()
})

test('no log yet, a log that was cut, one that cannot be read, and an EnOS without Get Task Instance', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { taskInstId, path, waitingId } = await seedTasks(stack, account)
  await signIn(page, account)
  await page.goto(path(waitingId))
  await expect(page.getByRole('heading', { name: 'No log yet' })).toBeVisible()
  await expectAccessible(page)
  await stack.control.setLog(waitingId, { text: 'it begins\n' })
  await expect(page.getByRole('log')).toContainText('it begins', { timeout: 20_000 })

  const over = await seedTasks(stack, account, 'FAIL')
  await stack.control.changeInstance(over.flowInstId, { status: 'FAIL' })
  await stack.control.setLog(over.taskInstId, { text: null })
  await page.goto(over.path())
  await expect(page.getByRole('heading', { name: 'EnOS holds no log of this task' })).toBeVisible()

  const kind = { type: 'code', code: 62101, msg: 'userId does not exist' } as const
  await stack.control.addFault({ operation: 'taskInstances.getLog', match: { taskInstId }, times: 500, kind })
  await page.goto(path())
  const failure = page.getByRole('alert').filter({ hasText: 'The log could not be loaded' })
  await expect(failure).toContainText('EnOS code 62101')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('aggregate')
  await stack.control.setLog(taskInstId, { text: 'there it is\n' })
  await stack.control.clearFaults()
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(logOf(page)).toContainText('there it is')

  await stack.control.patchSettings({ taskApi: 'missing' })
  await stack.control.setLog(taskInstId, { text: `${'x'.repeat(99)}\n`.repeat(LOG_LIMIT / 100 + 1) })
  await page.goto(path())
  await expect(logOf(page)).toContainText('xxx')
  await expect(page.getByText('EnOS has cut this log')).toBeVisible()
  await expect(page.getByText('EnOS tells no more of this task')).toBeVisible()
  await expect(page.getByText('Running', { exact: true })).toBeVisible()
})
