import { expect, signIn, test } from './fixtures'
import { factsIn, knownIn, openRecord, placesIn, seedRun } from './support/impact'
import { openDialog, requestCancellation, rowOf } from './support/instance-list'

test.use({ stackOptions: { company: 'empty' }, allowedErrors: /Failed to load resource.*50[24]/ })

test.describe('where EnOS does not tell', () => {
  test('says so, and looks again when asked, with nothing moved and nothing lost', async ({
    page,
    stack,
    account,
  }) => {
    const flowInstId = await seedRun(stack, account)
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

    // From now on the list is kept back.
    await page.route('**/api/instances', () => undefined)
    // They come by themselves, too, as soon as EnOS tells.
    await again.focus()
    await stack.control.clearFaults()
    await expect(factsIn(page)).toContainText('1 task running now is asked to stop', { timeout: 30_000 })
    await expect(again).toHaveCount(0)
    expect(await placesIn(page)).toEqual(places)
    await expect(dialog.getByLabel('Note')).toHaveValue('feed sends zeros')
    // The focus has not left the dialog with the button: its keys still work, also on the checkbox.
    await page.keyboard.press('2')
    await expect(dialog.getByLabel('Reason')).toHaveValue('stuck')
    await dialog.getByLabel('Pause the schedule too').focus()
    await page.keyboard.press('1')
    await expect(dialog.getByLabel('Reason')).toHaveValue('wrong_input')

    // Nothing is left to ask for, and the list has not told: what is empty goes with it.
    await stack.control.changeInstance(flowInstId, { status: 'SUCCESS' })
    await dialog.getByLabel('Note').fill('')
    await dialog.getByRole('button', { name: 'Request cancellation' }).click()
    await expect(dialog.getByRole('heading', { name: 'This instance has ended' })).toBeVisible()
    await expect(dialog.getByLabel('Reason')).toHaveValue('wrong_input')
    await expect(dialog.getByLabel('Note')).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  test('says what is missing, and cancels all the same', async ({ page, stack, account }) => {
    const broken = await seedRun(stack, account)
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
    await expect(knownIn(page)).toContainText(
      'EnOS’s answer did not tell what the tasks of the run were doing',
    )
  })

  test('tells of a lock that comes while the dialog stands open', async ({ page, stack, account }) => {
    test.slow()
    const flowInstId = await seedRun(stack, account)
    await signIn(page, account)
    const dialog = await openDialog(page, flowInstId)
    const told = factsIn(page).getByRole('status')
    await expect(told).toHaveText(/^1 task running now/)
    await expect(told).not.toContainText('locked')
    await stack.control.changeInstance(flowInstId, { flowLocked: true })
    // With the next look, half a minute after the first.
    await expect(dialog.getByRole('button', { name: 'Request anyway' })).toBeVisible({ timeout: 60_000 })
    await expect(told).toHaveText(/^1 task running now .+ · This workflow is locked/)
  })
})
