import type { Locator, Page } from '@playwright/test'
import { instancePath } from '@/lib/shared/addresses'
import { expect, signIn, test } from './fixtures'
import { expectAccessible } from './support/accessible'
import { dialogOf, loseNextAnswer } from './support/instance-list'
import type { Account, NewInstance, SeededInstance } from './support/simulator-control'
import type { Stack } from './support/stack'

// A lost answer is settled by reads that are minutes apart.
test.use({ stackOptions: { env: { FOLLOW_PACE: '0.1' } } })

// Each walks over several pages, and waits for what EnOS shows of them.
test.beforeEach(() => test.slow())

async function seed(
  stack: Stack,
  account: Account,
  more: Partial<NewInstance> = {},
): Promise<SeededInstance> {
  return stack.control.seedInstance({
    owners: [account.username],
    flowName: 'wind-power-daily',
    type: 1,
    freq: '0 0 4 * * ? *',
    status: 'RUNNING',
    cancelDelayMs: 300,
    ...more,
  })
}

function scheduleOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Schedule' })
}

function actsOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Done to this workflow' }).getByRole('listitem')
}

async function openAct(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name }).click()
  const dialog = dialogOf(page)
  await expect(dialog).toContainText('wind-power-daily')
  return dialog
}

async function cancelWithPause(page: Page): Promise<void> {
  await page.locator('[data-cancel]').click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('Reason').selectOption({ label: 'Wrong input data' })
  await dialog.getByRole('checkbox', { name: 'Pause the schedule too' }).check()
  // What was chosen is kept with what was typed.
  await page.keyboard.press('Escape')
  await page.locator('[data-cancel]').click()
  await expect(dialog.getByRole('checkbox', { name: 'Pause the schedule too' })).toBeChecked()
  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await expect(dialog).toBeHidden()
}

async function openRecord(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: 'Cancellations' })
    .getByRole('link', { name: /^Stopped/ })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Stopped/)
}

test('a cancel that pauses the schedule too says so on its record, and the schedule is resumed', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const { flowInstId, flowId } = await seed(stack, account)
  await page.goto(instancePath(flowInstId))
  await expect(scheduleOf(page)).toContainText('Active')
  await cancelWithPause(page)
  await openRecord(page)
  await expect(page.getByRole('main')).toContainText('Schedule paused, too')
  await expect(page.getByRole('main')).toContainText('Pause the schedule: done')
  expect(await stack.control.flow(flowId)).toMatchObject({ active: 0, processed: { disable: 1 } })

  // What comes next is one click away, and stands on the same record.
  const dialog = await openAct(page, 'Resume schedule')
  await expect(dialog).toContainText(/Next start: .*\d\d:\d\d/)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Resume schedule' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('status').filter({ hasText: 'The schedule runs again.' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Schedule paused, too, and resumed since')
  await expect(page.getByRole('main')).toContainText('Resume the schedule: done')
  await expect(page.getByRole('button', { name: 'Resume schedule' })).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.getByRole('link', { name: 'wind-power-daily' }).click()
  await expect(scheduleOf(page)).toContainText('Active')
  await expect(actsOf(page).first()).toContainText(/Resume schedule.*Done/)
  expect(await stack.control.flow(flowId)).toMatchObject({ active: 1, processed: { enable: 1 } })
})

test('a pause that EnOS refused stands with its schedule and on its record, for its owners to do it', async ({
  page,
  browser,
  stack,
  account,
}) => {
  await signIn(page, account)
  const { flowInstId, flowId } = await seed(stack, account)
  await stack.control.addFault({
    operation: 'flows.disable',
    match: { userId: account.userId },
    times: 1,
    kind: { type: 'code', code: 62105, msg: 'locked' },
  })
  await page.goto(instancePath(flowInstId))
  await cancelWithPause(page)
  await openRecord(page)
  await expect(page.getByRole('main')).toContainText('Schedule not paused')
  const doIt = page.getByRole('button', { name: 'Do it now' })
  await expect(doIt).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run again…' })).toBeVisible()
  expect(await stack.control.flow(flowId)).toMatchObject({ active: 1 })
  const record = page.url()

  // A lead reviews it, and acts on nothing of somebody else's.
  const lead = (await stack.control.accounts()).find(({ username }) => username === 'lin')
  const desk = await browser.newPage({ baseURL: stack.url })
  await signIn(desk, lead ?? account)
  await desk.goto(record)
  await expect(desk.getByRole('main')).toContainText('Schedule not paused')
  await expect(desk.getByRole('main').getByRole('button', { name: /Do it now|Run again/ })).toHaveCount(0)
  // The page of the instance is its owners'.
  await expect(desk.getByRole('main')).toContainText('wind-power-daily')
  await expect(desk.getByRole('link', { name: 'wind-power-daily' })).toHaveCount(0)
  await desk.goto('/history')
  await expect(desk.getByRole('row').filter({ hasText: flowInstId })).toContainText('Schedule not paused')
  await desk.close()

  await page.getByRole('link', { name: 'wind-power-daily' }).click()
  const schedule = scheduleOf(page)
  await expect(schedule).toContainText('You asked for it with a cancellation')
  await expect(schedule.getByRole('link', { name: 'See the record' })).toHaveAttribute(
    'href',
    new URL(record).pathname,
  )
  await doIt.click()
  await expect(schedule).toContainText('Paused')
  await expect(doIt).toHaveCount(0)
  await expect(schedule).not.toContainText('Schedule not paused')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.goto(record)
  await expect(page.getByRole('main')).toContainText(/Schedule paused \d.* later/)
  const again = await openAct(page, 'Run again…')
  await again.getByRole('button', { name: 'Run again' }).click()
  await expect(again).toBeHidden()
  // What was told once is on record for good.
  await page.reload()
  const happened = page.getByRole('listitem')
  await expect(happened.filter({ hasText: /^.*Run again: asked by .*\(now, business date 2/ })).toHaveCount(1)
  const started = happened.filter({ hasText: 'Run again: new instance' })
  await expect(started.getByRole('link', { name: new RegExp(`^${flowId}-`) })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Resume schedule' })).toBeVisible()
  expect(await stack.control.flow(flowId)).toMatchObject({ active: 0, processed: { disable: 1 } })
})

test('a workflow is run again once, however often the button is pressed, and its new instance is linked', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const { flowInstId, flowId } = await seed(stack, account, { status: 'SUCCESS' })
  await page.goto(instancePath(flowInstId))
  const dialog = await openAct(page, 'Run again…')
  await expect(dialog.getByRole('radio', { name: 'Now' })).toBeChecked()
  await expect(dialog).toContainText(/Business date \d{4}-\d{2}-\d{2}/)
  await dialog.getByRole('radio', { name: 'The same trigger time' }).check()
  await dialog.getByRole('radio', { name: 'Now' }).check()
  await dialog.getByRole('button', { name: 'Run again' }).dblclick()
  await expect(dialog).toBeHidden()
  const told = page.getByRole('status').filter({ hasText: 'EnOS accepted the new run.' })
  const link = told.getByRole('link', { name: /^New instance / })
  await expect(link).toBeVisible()
  const sent = await stack.control.calls({ operation: 'flows.trigger', userId: account.userId })
  expect(sent).toHaveLength(1)
  const { acts } = await stack.control.flow(flowId)
  await expect(told).toContainText(/New instance \S+ (?:has started|waits for its turn|reads \w+)\./)
  await expect(link).toHaveText(`New instance ${acts[0]?.flowInstId}`)
  await expect(actsOf(page).first()).toContainText(/Run again.*Accepted/)

  // A second run within a minute is not even sent.
  const again = await openAct(page, 'Run again…')
  await again.getByRole('button', { name: 'Run again' }).click()
  await expect(again.getByRole('alert')).toContainText('EnOS takes one run a minute')
  await page.keyboard.press('Escape')

  // The news of it are followed to its end.
  await stack.control.changeInstance(acts[0]?.flowInstId ?? '', { status: 'SUCCESS', endTime: Date.now() })
  await expect(told).toContainText('reads Succeeded.', { timeout: 60_000 })
  await link.click()
  await expect(page).toHaveURL(new RegExp(`${acts[0]?.flowInstId}$`))
})

test('a pause whose answer is lost says why its button waits, and until when', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const { flowInstId, flowId } = await seed(stack, account)
  for (const operation of ['flows.disable', 'flows.trigger'])
    await stack.control.addFault({
      operation,
      match: { userId: account.userId },
      times: 1,
      kind: { type: 'cut', when: 'before' },
    })
  await page.goto(instancePath(flowInstId))
  const dialog = await openAct(page, 'Pause schedule')
  await dialog.getByRole('button', { name: 'Pause schedule' }).click()
  await expect(dialog).toBeHidden()
  const button = scheduleOf(page).getByRole('button', { name: 'Pause schedule' })
  await expect(button).toHaveAccessibleDescription(
    /^EnOS’s answer to the pause that you asked for was lost\..*neither a pause nor a resumption is sent meanwhile\..*It is known by \d\d:\d\d at the latest\.$/,
  )
  await expect(button).toHaveAttribute('aria-disabled', 'true')

  // A run does not wait for it, and another run waits for that one: also for who comes back later.
  const run = await openAct(page, 'Run again…')
  await run.getByRole('button', { name: 'Run again' }).click()
  await expect(run).toBeHidden()
  const again = page.getByRole('button', { name: 'Run again…' })
  const inDoubt =
    /^EnOS’s answer to the run that you asked for was lost\..*It is known by \d\d:\d\d at the latest\.$/
  await expect(again).toHaveAccessibleDescription(inDoubt)
  await page.reload()
  await expect(again).toHaveAccessibleDescription(inDoubt)
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
  // It was never done, as reads show in the end.
  const pause = actsOf(page).filter({ hasText: 'Pause schedule' })
  await expect(pause).toContainText('Not done', { timeout: 60_000 })
  expect(await stack.control.flow(flowId)).toMatchObject({ active: 1, processed: { disable: 0 } })
  const schedule = scheduleOf(page)
  await expect(schedule).toContainText('Schedule not paused')
  await expect(schedule).toContainText('You asked for it')
  await page.reload()
  await expect(schedule).toContainText('EnOS shows that it was not done')
  await expect(button).toHaveCount(0)
  await schedule.getByRole('button', { name: 'Do it now' }).click()
  await expect(schedule).toContainText('Paused')
  await expect(schedule).not.toContainText('Schedule not paused')
  expect(await stack.control.flow(flowId)).toMatchObject({ active: 0, processed: { disable: 1 } })
})

test('a run whose answer is lost is not confirmed until its instance is found', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const { flowInstId, flowId } = await seed(stack, account, { status: 'SUCCESS' })
  await stack.control.addFault({
    operation: 'flows.trigger',
    match: { userId: account.userId },
    times: 1,
    kind: { type: 'cut', when: 'after' },
  })
  await page.goto(instancePath(flowInstId))
  const dialog = await openAct(page, 'Run again…')
  await dialog.getByRole('button', { name: 'Run again' }).click()
  await expect(dialog).toBeHidden()
  await expect(actsOf(page).first()).toContainText('New instance', { timeout: 60_000 })
  await expect(actsOf(page).first()).toContainText('Accepted')
  expect(await stack.control.flow(flowId)).toMatchObject({ processed: { trigger: 1 } })
})

test.describe(() => {
  test.use({ allowedErrors: /Failed to fetch|ERR_CONNECTION_RESET/ })

  test('a pause whose answer the browser lost is pressed again and sent once', async ({
    page,
    stack,
    account,
  }) => {
    await signIn(page, account)
    const { flowInstId, flowId } = await seed(stack, account)
    await page.goto(instancePath(flowInstId))
    const dialog = await openAct(page, 'Pause schedule')
    await expect(dialog).toContainText('Instances that run now go on.')
    const lost = loseNextAnswer(page)
    await dialog.getByRole('button', { name: 'Pause schedule' }).click()
    await lost
    await expect(dialog.getByRole('alert')).toContainText('it will not be sent twice')
    await dialog.getByRole('button', { name: 'Pause schedule' }).click()
    await expect(dialog).toBeHidden()
    await expect(scheduleOf(page)).toContainText('Paused')
    await expect(scheduleOf(page).getByRole('button', { name: 'Resume schedule' })).toBeFocused()
    expect(await stack.control.flow(flowId)).toMatchObject({ active: 0, processed: { disable: 1 } })
    expect(await stack.control.calls({ operation: 'flows.disable', userId: account.userId })).toHaveLength(1)
  })
})
