import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { factsIn, knownIn, openRecord, placesIn, seedRun, TASKS } from './support/impact'
import { dialogOf, openDialog, pressCancel } from './support/instance-list'

test.use({ stackOptions: { company: 'empty' } })

const NARROW = { width: 320, height: 640 }
const WIDE = { width: 1280, height: 720 }
const LARGE = { width: 1440, height: 900 }

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

test('warns of a lock, asks anyway, and tells truly that EnOS refused', async ({ page, stack, account }) => {
  const flowInstId = await seedRun(stack, account, { flowLocked: true, flowActive: false })
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
  await expect(knownIn(page)).toContainText('The workflow was locked in EnOS.')
})

test('is never wider than it looks, and keeps the field in sight that it complains of', async ({
  page,
  stack,
  account,
}) => {
  const flowName = 'n'.repeat(190)
  const tasks = [{ name: 'x'.repeat(200), status: 'RUNNING' }, ...TASKS]
  const flowInstId = await seedRun(stack, account, { flowName, flowLocked: true, tasks })
  await signIn(page, account)
  const dialog = await openDialog(page, flowInstId)
  const field = dialog.getByLabel('Note')
  await page.setViewportSize(NARROW)
  await dialog.getByLabel('Reason').selectOption({ label: 'Other' })
  const confirm = dialog.getByRole('button', { name: 'Request anyway' })
  // Where the facts stand below the form, one line above it counts what is hit, and leads to them.
  const tally = dialog.getByRole('button', { name: '2 tasks running, 5 will not start' })
  await expect(tally).toBeInViewport({ ratio: 1 })
  await expect(factsIn(page).getByRole('heading')).not.toBeInViewport()
  await tally.click()
  await expect(factsIn(page).getByRole('heading')).toBeInViewport({ ratio: 1 })
  await factsIn(page).getByRole('listitem').last().scrollIntoViewIfNeeded()
  await expect(field).not.toBeInViewport({ ratio: 1 })
  await confirm.click()
  await expect(dialog.getByRole('alert')).toContainText('Write a short note')
  await expect(field).toBeFocused()
  await expect(field).toBeInViewport({ ratio: 1 })
  await expect(dialog.getByText('required for “Other”')).toBeInViewport({ ratio: 1 })

  await page.setViewportSize(LARGE)
  await expect(tally).toBeHidden()
  // All of it is seen at once where there is room, with the complaint.
  await expect(dialog.getByLabel('Pause the schedule too')).toBeInViewport({ ratio: 1 })
  await expect(factsIn(page).getByRole('listitem').last()).toBeInViewport({ ratio: 1 })

  await dialog.getByLabel('Pause the schedule too').check()
  await field.fill('x'.repeat(1_000))
  await expectNothingWider(page, NARROW, LARGE)
  await confirm.click()
  await expect(dialog).toContainText('EnOS refused this cancellation')
  await expect(dialog.getByRole('alert')).toContainText('Its schedule was not paused either.')
  await expectNothingWider(page, NARROW, LARGE)
})
