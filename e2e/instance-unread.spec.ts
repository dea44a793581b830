import { expect, newAccount, signIn, test } from './fixtures'
import { rowOf } from './support/instance-list'
import { headingOf, headOf, seedRunOfThree, tasksOf, WAIT } from './support/instance-page'
import { signInForCookie } from './support/without-browser'

test.describe.configure({ timeout: 120_000 })

test.describe(() => {
  test.use({ allowedErrors: /status of 404/ })

  test('somebody else’s instance and none are the same page, by status, and tell nothing', async ({
    page,
    stack,
    account,
  }) => {
    const owner = await newAccount(stack)
    const { flowInstId } = await seedRunOfThree(stack, owner, { flowName: 'not-for-you' })
    const { tasks: truth } = await stack.control.instance(flowInstId)
    const taskInstId = truth[0]?.taskInstId ?? ''
    const headers = { cookie: await signInForCookie(stack, account) }
    const missing = `${flowInstId.split('-')[0]}-201908081020`
    const look = async (id: string) => {
      let text = ''
      const status = async () => {
        const document = await fetch(`${stack.url}/instances/${id}`, { headers })
        text += (await document.text()).replaceAll(id, 'ID')
        return document.status
      }
      // A page is held back for a second: where EnOS took longer, its status does not tell.
      await expect.poll(status, { message: id }).toBe(404)
      const answers = await Promise.all(
        ['', '/raw', `/tasks?of=${taskInstId}`].map(async (rest) => {
          const answer = await fetch(`${stack.url}/api/instances/${id}${rest}`, { headers })
          return [answer.status, await answer.text()]
        }),
      )
      return { isTold: text.includes('not-for-you'), answers }
    }
    const nothing = [404, '{"problem":{"code":"not_found"}}']
    for (const id of [flowInstId, missing, '2438-2019', 'x'])
      expect([id, await look(id)]).toEqual([id, { isTold: false, answers: [nothing, nothing, nothing] }])
    for (const rest of ['', '/raw', `/tasks?of=${taskInstId}`]) {
      const answer = await fetch(`${stack.url}/api/instances/${flowInstId}${rest}`)
      expect([rest, answer.status]).toEqual([rest, 401])
    }
    await signIn(page, account)
    await page.goto(`/instances/${flowInstId}`)
    await expect(headingOf(page)).toHaveText('This instance was not found')
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
    const { flowInstId } = await seedRunOfThree(stack, account)
    await signIn(page, account)
    await rowOf(page, flowInstId).getByRole('link', { name: 'wind-report' }).click()
    await expect(headingOf(page)).toHaveText('wind-report')
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
      await expect(headOf(page, flowInstId)).toContainText('Running')
      await expect(tasksOf(page)).toContainText('aggregate')
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
      await expect(headingOf(page)).toHaveText('wind-report', { timeout: 2_000 })
    }).toPass(WAIT)
  })
})
