import { expect, signIn, test } from './fixtures'
import { confirm, confirmAndStop, seedAndFill, seedRunning } from './support/filled-dialog'
import { dialogOf, requestCancellation, rowOf } from './support/instance-list'
import type { FaultKind } from './support/simulator-control'

test.use({ allowedErrors: /status of (?:429|50\d)|Failed to (?:load|fetch)/ })

test.describe('EnOS', () => {
  const troubles: [string, FaultKind, RegExp][] = [
    [
      'limiting',
      { type: 'http', status: 429, headers: { 'retry-after': '30' } },
      /EnOS is getting too many requests/,
    ],
    ['down', { type: 'http', status: 503 }, /EnOS reports an error of its own/],
    ['garbled', { type: 'garble' }, /EnOS sent an answer that Flowstop cannot read/],
    ['an HTML page', { type: 'html', status: 200 }, /EnOS sent an answer that Flowstop cannot read/],
    ['cut', { type: 'cut', when: 'before' }, /EnOS cannot be reached/],
    ['slow', { type: 'delay', ms: 9000 }, /EnOS took too long to answer/],
  ]
  for (const [name, kind, sentence] of troubles) {
    test(`${name} before a cancel: the dialog says so, nothing is sent, and asking again works`, async ({
      page,
      stack,
      account,
    }) => {
      const flowInstId = await seedAndFill({ page, stack, account })
      await stack.control.addFault({
        operation: 'flowInstances.get',
        match: { flowInstId },
        times: 5,
        kind,
      })
      await confirm(page)
      const alert = dialogOf(page).getByRole('alert')
      await expect(alert).toContainText(sentence)
      await expect(alert).toContainText('No cancellation was sent.')
      await stack.control.clearFaults()
      await confirmAndStop({ page, stack }, flowInstId)
    })
  }

  test('asking to be left alone: the list keeps its rows and waits that long', async ({
    page,
    stack,
    account,
  }) => {
    const flowInstId = await seedRunning({ stack, account })
    await signIn(page, account)
    await expect(rowOf(page, flowInstId)).toContainText('Running')
    const limited = page.waitForResponse(
      (response) => response.url().endsWith('/api/instances') && response.status() === 429,
    )
    await stack.control.addFault({
      operation: 'flowInstances.search',
      match: { userId: account.userId },
      times: 500,
      kind: { type: 'http', status: 429, headers: { 'retry-after': '3600' } },
    })
    expect((await limited).headers()['retry-after']).toBe('3600')
    await expect(page.getByText(/Not refreshed for/)).toBeVisible()
    const asked = (await stack.control.calls({ operation: 'flowInstances.search', userId: account.userId }))
      .length
    await expect(page.getByText(/What you see is \d+ s old\. EnOS is getting too many requests/)).toBeVisible(
      {
        timeout: 30_000,
      },
    )
    await expect(rowOf(page, flowInstId)).toContainText('Running')
    expect(
      await stack.control.calls({ operation: 'flowInstances.search', userId: account.userId }),
    ).toHaveLength(asked)
    await stack.control.clearFaults()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText(/Not refreshed for/)).toBeHidden()
  })

  test('hanging at the first look: the page is there at once, says what it waits for, and fills by itself', async ({
    page,
    stack,
    account,
  }) => {
    // Every time limit on this way is waited for.
    test.setTimeout(150_000)
    const flowInstId = await seedRunning({ stack, account })
    // Before any read: the answer of one that went well is shared for a second, and would fill the page.
    await stack.control.addFault({
      operation: 'flowInstances.search',
      match: { userId: account.userId },
      times: 500,
      kind: { type: 'delay', ms: 60_000 },
    })
    await signIn(page, account)
    // Said until the first limit, which may be near when a page was slow to come: looked for in every frame.
    const said = page.waitForFunction(() =>
      [...document.querySelectorAll('[role="status"]')].some(
        (one) => one.checkVisibility() && one.textContent.includes('Still waiting for EnOS'),
      ),
    )
    await expect(page.getByRole('heading', { name: 'My instances' })).toBeVisible({ timeout: 5000 })
    await said
    const failure = page.getByText('EnOS took too long to answer')
    await expect(failure).toBeVisible({ timeout: 30_000 })
    // It stands while the page asks once more.
    await page.waitForRequest(/\/api\/instances$/, { timeout: 30_000 })
    await expect(failure).toBeVisible()
    await expect(page.getByText('Loading your instances')).toBeHidden()
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'No cancellations yet' })).toBeVisible()
    await page.getByRole('link', { name: 'Instances', exact: true }).click()
    await stack.control.clearFaults()
    await expect(rowOf(page, flowInstId)).toContainText('Running', { timeout: 40_000 })
  })
})

test('a refusal that cannot be confirmed yet is shown as one, and closed by the next read', async ({
  page,
  stack,
  account,
}) => {
  const flowInstId = await seedAndFill({ page, stack, account })
  const trouble = (operation: string, times: number, kind: FaultKind) =>
    stack.control.addFault({ operation, match: { flowInstId }, times, kind })
  await trouble('flowInstances.cancel', 1, { type: 'code', code: 62103, msg: 'no privilege' })
  await trouble('flowInstances.cancel', 1, { type: 'hold', when: 'after' })
  await confirm(page)
  await expect.poll(() => stack.control.held()).toMatchObject([{ flowInstId }])
  await trouble('flowInstances.get', 500, { type: 'http', status: 503 })
  await stack.control.releaseHeld()
  await expect(dialogOf(page)).toBeHidden()
  await expect(rowOf(page, flowInstId)).toContainText('EnOS refused · checking')
  await page.goto('/history')
  await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText(
    'EnOS turned the request away',
  )
  await stack.control.clearFaults()
  await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText('Cancel refused', {
    timeout: 30_000,
  })
})

test('the history does not need EnOS', async ({ page, stack, account }) => {
  const flowInstId = await seedRunning({ stack, account })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  await stack.control.addFault({
    operation: '*',
    match: { userId: account.userId },
    times: 500,
    kind: { type: 'cut', when: 'before' },
  })
  for (const query of [
    '',
    '?before=x',
    '?before=999999999999999.00000000-0000-0000-0000-000000000000&before=y',
  ]) {
    await page.goto(`/history${query}`)
    await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText(/Stopped after/)
  }
  await stack.control.clearFaults()
})
