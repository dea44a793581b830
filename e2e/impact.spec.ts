import { expect, signIn, test } from './fixtures'
import { factsIn, knownIn, openRecord, seedRun } from './support/impact'
import { dialogOf, openDialog, pressCancel } from './support/instance-list'

// EnOS has four seconds to tell of the instance; what it did not tell comes with the next look.
test.use({ stackOptions: { company: 'empty' }, allowedErrors: /status of 504/ })

const MINUTE_MS = 60_000

test('tells before a cancel what it will hit, and on the record what was known', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const upstreamId = await seedRun(stack, account, {
    status: 'SUCCESS',
    endTime: Date.now() - 40 * MINUTE_MS,
  })
  const upstream = await stack.control.instance(upstreamId)
  const references = [{ flowId: upstream.flowId, flowName: 'meter-reading-import' }]
  const flowInstId = await seedRun(stack, account, { references })
  const { flowId } = await stack.control.instance(flowInstId)
  for (const [n, minutes] of [12, 13, 14, 15].entries()) {
    const startTime = Date.now() - (n + 2) * 60 * MINUTE_MS
    const endTime = startTime + minutes * MINUTE_MS
    await seedRun(stack, account, { flowId, status: 'SUCCESS', triggerTime: startTime, startTime, endTime })
  }
  await signIn(page, account)
  const dialog = await openDialog(page, flowInstId)
  const facts = factsIn(page)
  // What EnOS has not told within four seconds comes with the next look, half a minute later, and its zone after a minute.
  const all = /since .+ · \d+ min.+started .+Usually takes .+Starts again by/
  await expect(facts).toContainText(all, { timeout: 100_000 })
  await expect(facts).toContainText('Work already handed to the cluster may still finish.')
  await expect(facts).toContainText('1 task running now is asked to stop')
  await expect(facts.getByRole('listitem').filter({ hasText: 'aggregate-turbines' }).last()).toContainText(
    /since .+ · \d+ min/,
  )
  const suspended = '1 task is suspended; EnOS does not say what stopping does to it'
  await expect(facts.getByRole('listitem').filter({ hasText: suspended })).toContainText(
    /score-images *started [^·]*\d\d:\d\d(?::\d\d)? *$/,
  )
  await expect(facts).toContainText('5 tasks will not start write-parquet, publish, notify-team and 2 more')
  await expect(facts).toContainText('2 tasks are done and keep their results')
  await expect(facts).toContainText('1 task was skipped')
  await expect(facts).toContainText(
    '1 workflow that it depends on is left alone meter-reading-import (Succeeded)',
  )
  // That look may have been waited for.
  await expect(facts).toContainText(
    /Usually takes 12 to 15 min \(last 4 successful runs\); running 4[1-3] min\./,
  )
  await expect(facts).toContainText(/Starts again by its schedule: .+ \(.+\)/)

  await facts.getByRole('button', { name: 'and 2 more' }).click()
  await expect(facts).toContainText('write-parquet, publish, notify-team, archive, clean-up')
  await facts.getByRole('button', { name: 'show names' }).first().click()
  await expect(facts).toContainText('read-scada, check-input')

  await dialog.getByLabel('Reason').selectOption({ label: 'Stuck or too slow' })
  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await expect(dialog).toBeHidden()
  await openRecord(page)
  await expect(knownIn(page)).toContainText('1 task was running')
  await expect(knownIn(page)).toContainText('aggregate-turbines')
  await expect(knownIn(page)).toContainText('5 tasks had not started')
  await expect(knownIn(page)).toContainText('1 task was suspended')
  await expect(knownIn(page)).toContainText(
    /It usually took 12 to 15 min \(last 4 successful runs\) and had been running for 4[1-3] min\./,
  )
  await expect(knownIn(page)).toContainText('Its schedule was to start it again')
})

test('opens at once and cancels while the facts are still to come', async ({ page, stack, account }) => {
  const flowInstId = await seedRun(stack, account)
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
  await expect(knownIn(page)).toContainText('Nothing is on record')
})
