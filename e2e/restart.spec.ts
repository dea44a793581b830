import { expect, signIn, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import { lostConnection } from './support/page-errors'

// The page that was open while the server was away says so in the console.
test.use({ allowedErrors: lostConnection })

test('a server killed in the middle: the next one follows the cancellation to its end, and tells it once', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    flowName: 'meter-reading-import',
    onCancel: 'never',
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await page.goto('about:blank')
  await stack.restartApp('SIGKILL')
  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await page.goto('/')
  await expect(page.getByText(/meter-reading-import: stopped after/).last()).toBeVisible()
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
})
