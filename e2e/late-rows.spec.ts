import type { OpenCancellations } from '@/lib/shared/instances'
import { expect, signIn, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import { holdRestOfPages } from './support/late-rest'

const NEWS = '**/api/cancellations/open'

test('rows that come after newer news of their cancellation begin as the server drew them', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    onCancel: 'never',
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText('Cancelling')

  await page.route(NEWS, async (route) => {
    const answer = await route.fetch()
    const news: OpenCancellations = await answer.json()
    const ended = news.open.map((one) => ({
      ...one,
      state: 'stopped' as const,
      statusAfter: 6,
      closedAt: one.requestedAt + 7_000,
    }))
    await route.fulfill({ response: answer, json: { ...news, open: [], untold: ended } })
  })
  await page.clock.install()
  const between = await holdRestOfPages(stack, `data-row="${flowInstId}"`)
  // Once more where the server was slow, and left the rows to the scripts.
  await expect(async () => {
    await page.goto(between.url, { waitUntil: 'commit' })
    await expect.poll(between.held, { timeout: 5_000 }).toContain('Cancelling')
  }).toPass()
  // What stands around the rows has come to life, and asks for news.
  await page.waitForFunction(() => !('shell' in (globalThis.flowstopEarlyPress ?? { shell: null })))
  const told = page.waitForResponse(NEWS)
  await page.clock.fastForward(2_500)
  await told
  await expect(rowOf(page, flowInstId)).toHaveCount(0)
  between.letThrough()
  await expect(rowOf(page, flowInstId)).toContainText('Stopped after 7 s')
  await page.goto('about:blank')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await between.stop()
})
