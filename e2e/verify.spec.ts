import AxeBuilder from '@axe-core/playwright'
import { expect, signIn, test } from './fixtures'
import { untilAppeared } from './support/accessible'
import { historyVerify, tamper } from './support/history-verify'
import { requestCancellation, rowOf } from './support/instance-list'
import { lostConnection } from './support/page-errors'
import { signInForCookie } from './support/without-browser'

// A stack of its own, whose database is tampered with; its server is away in between.
test.use({ stackOptions: { company: 'empty' }, allowedErrors: lostConnection })

test('what was tampered with is named by the command and by the lead’s button, and by nobody else', async ({
  page,
  browser,
  stack,
  account,
}) => {
  test.slow()
  const wanted = ['meter-reading-import', 'wind-farm-power-hourly'].map((flowName) =>
    stack.control.seedInstance({
      owners: [account.username],
      type: 1,
      status: 'RUNNING',
      flowName,
      cancelDelayMs: 100,
    }),
  )
  const instances = await Promise.all(wanted)
  await signIn(page, account)
  for (const { flowInstId } of instances) await requestCancellation(page, flowInstId)
  for (const { flowInstId } of instances) await expect(rowOf(page, flowInstId)).toContainText(/Stopped/)

  const lin = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  if (!lin) throw new Error('The simulator has no account lin.')
  const context = await browser.newContext({ baseURL: stack.url })
  const lead = await context.newPage()
  await signIn(lead, lin)
  await lead.goto('/history')
  const panel = lead.getByRole('region', { name: 'Is the history as it was written?' })
  const table = await lead.getByRole('table').boundingBox()
  await lead.getByRole('button', { name: 'Verify history' }).click()
  await expect(panel).toContainText('Consistent with itself up to event')
  expect(await lead.getByRole('table').boundingBox()).toEqual(table)
  await untilAppeared(lead)
  expect((await new AxeBuilder({ page: lead }).include('section[popover]').analyze()).violations).toEqual([])

  // The server has the database open: the command asks it.
  const asked = await historyVerify(stack)
  expect(asked).toMatchObject({
    code: 0,
    output: expect.stringContaining('2 records, consistent with itself'),
  })
  const [, head = ''] = /Head (\d+:[0-9a-f]{64})/.exec(asked.output) ?? []
  await panel.getByLabel('Check against a head that you kept').fill(head.slice(0, -1))
  await panel.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(panel).toContainText('A head is a number, a colon and 64')
  await panel.getByLabel('Check against a head that you kept').fill(head)
  await panel.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(panel).toContainText('Unchanged since the head that you kept')
  await lead.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  await page.goto('/history')
  await expect(page.getByRole('table')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Verify history' })).toHaveCount(0)
  const cookies = { lead: await signInForCookie(stack, lin), engineer: await signInForCookie(stack, account) }
  for (const [cookie, query, status] of [
    ['', '', 401],
    [cookies.engineer, '', 404],
    [cookies.engineer, `?head=${head}`, 404],
    [cookies.engineer, '?head=x', 404],
    [cookies.lead, '?head=x', 400],
    [cookies.lead, `?head=${head}`, 200],
  ] as const) {
    const answer = await fetch(`${stack.url}/api/history/verify${query}`, { headers: { cookie } })
    expect([query, answer.status]).toEqual([query, status])
    if (status !== 200) expect(await answer.text()).not.toContain('verification')
  }

  // Nobody has it open: the command opens it itself.
  await page.goto('about:blank')
  await lead.goto('about:blank')
  await stack.stopApp()
  const alone = await historyVerify(stack, ['--head', head])
  expect(alone).toMatchObject({
    code: 0,
    output: expect.stringContaining('unchanged since the head that you kept'),
  })
  await tamper(
    stack,
    `update events set body = replace(body, 'meter-reading', 'meter-READING') where phase = 'requested'`,
  )
  const sentence = /Event \d+ was changed after it was written\./
  const broken = await historyVerify(stack)
  expect(broken).toMatchObject({ code: 1, output: expect.stringMatching(sentence) })
  const [said = ''] = sentence.exec(broken.output) ?? []

  await stack.startApp()
  expect(await historyVerify(stack)).toMatchObject({ code: 1, output: expect.stringContaining(said) })
  await lead.goto('/history')
  await lead.getByRole('button', { name: 'Verify history' }).click()
  await expect(panel.getByRole('alert').filter({ hasText: said })).toBeVisible()
  await context.close()
})
