import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { dialogOf, openDialog, pressCancel, requestCancellation, rowOf } from './support/instance-list'
import type { Account, NewInstance } from './support/simulator-control'
import type { Stack } from './support/stack'

test.use({ stackOptions: { company: 'empty' } })

const MINUTE_MS = 60_000
const NARROW = { width: 320, height: 640 }
const WIDE = { width: 1280, height: 720 }
const LARGE = { width: 1440, height: 900 }
const TASKS = [
  { name: 'read-scada', status: 'SUCCESS' },
  { name: 'check-input', status: 'SUCCESS' },
  { name: 'aggregate-turbines', status: 'RUNNING' },
  { name: 'score-images', status: 'SUSPEND' },
  { name: 'send-report', status: 'SKIP' },
  ...['write-parquet', 'publish', 'notify-team', 'archive', 'clean-up'].map((name) => ({
    name,
    status: 'INIT',
  })),
]

async function seed(
  stack: Stack,
  { username }: Account,
  overrides: Partial<NewInstance> = {},
): Promise<string> {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [username],
    flowName: 'wind-farm-power-hourly',
    type: 1,
    cycle: 'H',
    freq: '0 0 * * * ? *',
    status: 'RUNNING',
    triggerTime: Date.now() - 42 * MINUTE_MS,
    startTime: Date.now() - 41 * MINUTE_MS,
    tasks: TASKS,
    ...overrides,
  })
  return flowInstId
}

const factsIn = (page: Page) => page.getByRole('alertdialog').getByRole('region', { name: 'What this does' })
const known = (page: Page) => page.getByRole('region', { name: 'What you knew' })

/** Keeps the facts back until they are released. */
async function holdFacts(page: Page): Promise<{ areAsked: Promise<unknown>; release: () => void }> {
  const areAsked = page.waitForRequest('**/impact')
  const { promise, resolve } = released()
  await page.route('**/impact', async (route) => {
    await promise
    await route.continue()
  })
  return { areAsked, release: resolve }
}

function released(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** Where all that can be clicked stands, whatever the facts are. */
function placesIn(page: Page): Promise<unknown[]> {
  const dialog = dialogOf(page)
  const clickable = [
    dialog.getByLabel('Reason'),
    dialog.getByLabel('Note'),
    dialog.getByRole('button', { name: 'Keep running' }),
    dialog.getByRole('button', { name: /^Request / }),
  ]
  return Promise.all(clickable.map((one) => one.boundingBox()))
}

async function placesAt(page: Page, ...sizes: { width: number; height: number }[]): Promise<unknown[]> {
  const places: unknown[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    places.push(await placesIn(page))
  }
  return places
}

/** Neither the dialog nor what scrolls in it hides anything to the right. */
async function expectNothingWider(page: Page, ...sizes: { width: number; height: number }[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    const wider = await dialogOf(page).evaluate((dialog) =>
      [dialog, ...dialog.querySelectorAll('div, section, ul, li, select, textarea')]
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
        .map(({ className }) => className),
    )
    expect(wider).toEqual([])
    const right = await dialogOf(page).getByLabel('Note').boundingBox()
    const edge = await dialogOf(page).boundingBox()
    expect((right?.x ?? 0) + (right?.width ?? 0)).toBeLessThan((edge?.x ?? 0) + (edge?.width ?? 0))
  }
}

/** Opens the record of the only cancellation of the person. */
async function openRecord(page: Page): Promise<void> {
  await page.goto('/history')
  await page.locator('main a[href^="/history/"]').first().click()
  await expect(known(page)).toBeVisible()
}

test('tells before a cancel what it will hit, and on the record what was known', async ({
  page,
  stack,
  account,
}) => {
  const upstreamId = await seed(stack, account, { status: 'SUCCESS', endTime: Date.now() - 40 * MINUTE_MS })
  const upstream = await stack.control.instance(upstreamId)
  const references = [{ flowId: upstream.flowId, flowName: 'meter-reading-import' }]
  const flowInstId = await seed(stack, account, { references })
  const { flowId } = await stack.control.instance(flowInstId)
  for (const [n, minutes] of [12, 13, 14, 15].entries()) {
    const startTime = Date.now() - (n + 2) * 60 * MINUTE_MS
    const endTime = startTime + minutes * MINUTE_MS
    await seed(stack, account, { flowId, status: 'SUCCESS', triggerTime: startTime, startTime, endTime })
  }
  await signIn(page, account)
  const dialog = await openDialog(page, flowInstId)
  const facts = factsIn(page)
  await expect(facts).toContainText('Work already handed to the cluster may still finish.')
  await expect(facts).toContainText('1 task running now is asked to stop')
  await expect(facts.getByRole('listitem').filter({ hasText: 'aggregate-turbines' }).last()).toContainText(
    /since .+ · \d+ min/,
  )
  const suspended = '1 task is suspended; EnOS does not say what stopping does to it'
  await expect(facts.getByRole('listitem').filter({ hasText: suspended })).toContainText(
    /score-images *started [\d:]+ *$/,
  )
  await expect(facts).toContainText('5 tasks will not start write-parquet, publish, notify-team and 2 more')
  await expect(facts).toContainText('2 tasks are done and keep their results')
  await expect(facts).toContainText('1 task was skipped')
  await expect(facts).toContainText(
    '1 workflow that it depends on is left alone meter-reading-import (Succeeded)',
  )
  await expect(facts).toContainText('Usually takes 12 to 15 min (last 4 successful runs); running 41 min.')
  await expect(facts).toContainText(/Starts again by its schedule: .+ \(.+\)/)

  await facts.getByRole('button', { name: 'and 2 more' }).click()
  await expect(facts).toContainText('write-parquet, publish, notify-team, archive, clean-up')
  await facts.getByRole('button', { name: 'show names' }).first().click()
  await expect(facts).toContainText('read-scada, check-input')

  await dialog.getByLabel('Reason').selectOption({ label: 'Stuck or too slow' })
  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await expect(dialog).toBeHidden()
  await openRecord(page)
  await expect(known(page)).toContainText('1 task was running')
  await expect(known(page)).toContainText('aggregate-turbines')
  await expect(known(page)).toContainText('5 tasks had not started')
  await expect(known(page)).toContainText('1 task was suspended')
  await expect(known(page)).toContainText(
    'It usually took 12 to 15 min (last 4 successful runs) and had been running for 41 min.',
  )
  await expect(known(page)).toContainText('Its schedule was to start it again')
})

test('opens at once and cancels while the facts are still to come', async ({ page, stack, account }) => {
  const flowInstId = await seed(stack, account)
  await signIn(page, account)
  // Kept back for as long as it takes to confirm, however slow the machine is.
  const isAsked = page.waitForRequest('**/impact')
  await page.route('**/impact', () => undefined)
  await pressCancel(page, flowInstId)
  const dialog = dialogOf(page)
  await isAsked
  await expect(factsIn(page).getByRole('status')).toHaveText('Still waiting for EnOS to answer…', {
    timeout: 20_000,
  })
  const confirm = dialog.getByRole('button', { name: /^Request cancellation/ })
  await dialog.getByLabel('Reason').selectOption({ label: 'Started by mistake' })
  await confirm.click()
  await expect(dialog).toBeHidden()
  await page.unroute('**/impact')
  await openRecord(page)
  await expect(known(page)).toContainText('Nothing is on record')
})

test('warns of a lock, asks anyway, and tells truly that EnOS refused', async ({ page, stack, account }) => {
  const flowInstId = await seed(stack, account, { flowLocked: true, flowActive: false })
  await signIn(page, account)
  const facts = await holdFacts(page)
  await pressCancel(page, flowInstId)
  const dialog = dialogOf(page)
  await facts.areAsked
  const before = await placesAt(page, NARROW, WIDE)
  facts.release()
  // Whatever they are, nothing that can be clicked has moved, on a wide screen and on a narrow one.
  await expect(dialog).toContainText('This workflow is locked in EnOS, which will probably refuse this.')
  await expect(factsIn(page)).toContainText('Its schedule is paused')
  await expect(factsIn(page).getByRole('status')).toHaveText(
    /^1 task running now .+ · This workflow is locked/,
  )
  expect(await placesAt(page, NARROW, WIDE)).toEqual(before)
  await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
  await dialog.getByRole('button', { name: 'Request anyway' }).click()
  await expect(dialog).toContainText('EnOS refused this cancellation')
  await expect(dialog).toContainText('62105')
  expect((await stack.control.instance(flowInstId)).statusDesc).toBe('RUNNING')
  await openRecord(page)
  await expect(known(page)).toContainText('The workflow was locked in EnOS.')
})

test('is never wider than it looks, and keeps the field in sight that it complains of', async ({
  page,
  stack,
  account,
}) => {
  const flowName = 'n'.repeat(190)
  const tasks = [{ name: 'x'.repeat(200), status: 'RUNNING' }, ...TASKS]
  const flowInstId = await seed(stack, account, { flowName, flowLocked: true, tasks })
  await signIn(page, account)
  const dialog = await openDialog(page, flowInstId)
  const field = dialog.getByLabel('Note')
  await page.setViewportSize(NARROW)
  await dialog.getByLabel('Reason').selectOption({ label: 'Other' })
  const confirm = dialog.getByRole('button', { name: 'Request anyway' })
  await factsIn(page).getByRole('listitem').last().scrollIntoViewIfNeeded()
  await expect(field).not.toBeInViewport({ ratio: 1 })
  await confirm.click()
  await expect(dialog.getByRole('alert')).toContainText('Write a short note')
  await expect(field).toBeFocused()
  await expect(field).toBeInViewport({ ratio: 1 })
  await expect(dialog.getByText('required for “Other”')).toBeInViewport({ ratio: 1 })

  await page.setViewportSize(LARGE)
  // All of it is seen at once where there is room, with the complaint.
  await expect(dialog.getByLabel('Pause the schedule too')).toBeInViewport({ ratio: 1 })
  await expect(factsIn(page).getByRole('listitem').last()).toBeInViewport({ ratio: 1 })

  await field.fill('x'.repeat(1_000))
  await expectNothingWider(page, NARROW, LARGE)
  await confirm.click()
  await expect(dialog).toContainText('EnOS refused this cancellation')
  await expectNothingWider(page, NARROW, LARGE)
})

test.describe('where EnOS does not tell', () => {
  test.use({ allowedErrors: /Failed to load resource.*50[24]/ })

  test('says so, and looks again when asked, with nothing moved and nothing lost', async ({
    page,
    stack,
    account,
  }) => {
    const flowInstId = await seed(stack, account)
    await signIn(page, account)
    await expect(rowOf(page, flowInstId)).toBeVisible()
    await stack.control.addFault({
      operation: 'flowInstances.get',
      match: { flowInstId },
      times: 99,
      kind: { type: 'code', code: 62109, msg: 'internal error' },
    })
    const dialog = await openDialog(page, flowInstId)
    await expect(factsIn(page)).toContainText('could not be looked up')
    // What EnOS said is there to be passed on.
    await expect(factsIn(page)).toContainText('62109')
    await dialog.getByLabel('Note').fill('feed sends zeros')
    const places = await placesIn(page)
    const again = factsIn(page).getByRole('button', { name: 'Try again' })
    const [answer] = await Promise.all([page.waitForResponse('**/impact'), again.click()])
    expect(answer.ok()).toBe(false)
    await expect(again).not.toHaveAttribute('aria-disabled', 'true')
    await expect(factsIn(page).getByRole('status')).toContainText('could not be looked up')
    expect(await placesIn(page)).toEqual(places)

    await stack.control.clearFaults()
    await again.press('Enter')
    await expect(factsIn(page)).toContainText('1 task running now is asked to stop')
    await expect(again).toHaveCount(0)
    expect(await placesIn(page)).toEqual(places)
    await expect(dialog.getByLabel('Note')).toHaveValue('feed sends zeros')
    // The focus has not left the dialog with the button: its keys still work, also on the checkbox.
    await page.keyboard.press('2')
    await expect(dialog.getByLabel('Reason')).toHaveValue('stuck')
    await dialog.getByLabel('Pause the schedule too').focus()
    await page.keyboard.press('1')
    await expect(dialog.getByLabel('Reason')).toHaveValue('wrong_input')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  test('says what is missing, and cancels all the same', async ({ page, stack, account }) => {
    const broken = await seed(stack, account)
    await signIn(page, account)
    await stack.control.patchSettings({ graphForm: 'broken' })
    await openDialog(page, broken)
    await expect(factsIn(page)).toContainText(
      'EnOS’s answer does not tell what the tasks of this run are doing',
    )
    await expect(factsIn(page)).toContainText(/Starts again by its schedule/)
    await page.keyboard.press('Escape')
    await requestCancellation(page, broken)
    await stack.control.patchSettings({ graphForm: 'string' })
    await openRecord(page)
    await expect(known(page)).toContainText('EnOS’s answer did not tell what the tasks of the run were doing')
  })
})
