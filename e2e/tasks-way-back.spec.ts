import { expect, signIn, test } from './fixtures'

test.use({ stackOptions: { company: 'empty' } })

/** Of `2 h 14 min`, `4 min 08 s` and the like. */
function secondsIn(words: string): number {
  const units = { h: 3_600, min: 60, s: 1 } as const
  const parts = [...words.matchAll(/(\d+) (h|min|s)/g)]
  return parts.reduce((sum, [, n, unit]) => sum + Number(n) * units[unit as keyof typeof units], 0)
}

test('the way back from a task leads to the tasks as they were', async ({ page, stack, account }) => {
  // Ninety tasks are read, a few at a time.
  test.slow()
  const names = Array.from({ length: 90 }, (_, n) => `turbine-${n + 1}`)
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    tasks: names.map((name) => ({ name, status: 'SUCCESS' })),
  })
  await signIn(page, account)
  await page.goto(`/instances/${flowInstId}?task=nothing&sort=nonsense`)
  const find = page.getByRole('searchbox', { name: 'Find a task' })
  const rows = page.getByRole('table', { name: 'Tasks' }).locator('[data-task]')
  await expect(page.getByText('No task has this in its name.')).toBeVisible()
  await expect(find).toHaveValue('nothing')
  const before = await page.evaluate(() => history.length)
  await find.fill('')
  await expect(page).toHaveURL(/\/instances\/[^/?]+$/)

  // Hundreds do not come at once, and what is not known yet is not told as missing.
  await expect(rows).toHaveCount(60)
  await expect(rows.last().getByText('Not read yet')).toHaveCount(3)
  await rows.last().scrollIntoViewIfNeeded()
  await expect(rows.last().getByText('Not read yet')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show all 90' }).press('Enter')
  await expect(rows).toHaveCount(90)
  await expect(rows.nth(60).getByRole('link')).toBeFocused()

  // An order by what comes with each task is claimed once all of them are read.
  await page.evaluate(() => window.scrollTo(0, 0))
  const duration = page.getByRole('columnheader', { name: 'Duration' })
  await duration.getByRole('button').click()
  await expect(page.getByText('All 90 tasks that have begun are read and in order.')).toBeVisible({
    timeout: 60_000,
  })
  await expect(duration).toHaveAttribute('aria-sort', 'descending')
  await expect(rows.getByText('Not read yet')).toHaveCount(0)
  const took = (await rows.locator('td:nth-child(4)').allInnerTexts()).map(secondsIn)
  expect(took).toEqual([...took].sort((a, b) => b - a))
  const calls = await stack.control.calls({ operation: 'taskInstances.get', userId: account.userId })
  expect(calls, 'each task is read once').toHaveLength(90)
  await find.pressSequentially('turbine-7')
  await expect(rows).toHaveCount(11)
  await expect(page).toHaveURL(/task=turbine-7/)
  expect(await page.evaluate(() => history.length), 'entries in the history').toBe(before)

  const last = rows.last().getByRole('link')
  await last.scrollIntoViewIfNeeded()
  const top = await page.evaluate(() => window.scrollY)
  expect(top).toBeGreaterThan(100)
  const leave = async (): Promise<void> => {
    await last.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^turbine-7/)
  }
  const expectAsItWas = async (): Promise<void> => {
    await expect(find).toHaveValue('turbine-7')
    await expect(rows).toHaveCount(11)
    // What was read before is there at once.
    await expect(rows.last().getByText('Not read yet')).toHaveCount(0)
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(top)
  }
  await leave()
  await page.goBack()
  await expectAsItWas()
  await leave()
  await page.getByRole('navigation', { name: 'Way back' }).getByRole('link').click()
  await expectAsItWas()
})
