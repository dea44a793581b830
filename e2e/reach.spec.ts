import type { Locator, Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { dialogOf, rowOf } from './support/instance-list'
import type { Account, InstanceTruth } from './support/simulator-control'
import type { Stack } from './support/stack'

// What it learns of an EnOS without tasks must not be met by other files.
test.use({ stackOptions: { simulator: { cancelDelayMs: [1500, 1500] } } })
// Five pages each.
test.describe.configure({ timeout: 120_000 })

const LOG = [
  'run num:\t1',
  'instance:\tt1-20261122000000',
  'cmdline:\tsh count.sh --db-password=Example-7Q2x',
  'submitter:\tdata_northwind',
  'current time:\tSun Nov 22 09:00:00 UTC 2026',
  '',
  '\u001b[32mINFO\u001b[0m read 48210 rows',
  '\u001b[31mERROR\u001b[0m 分区 <b>7</b> 缺测',
  '',
].join('\n')

type Scene = { page: Page; stack: Stack; account: Account }

async function seed({ stack, account }: Scene): Promise<InstanceTruth> {
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    flowName: 'wind-farm-power-hourly',
    type: 1,
    cycle: 'H',
    status: 'RUNNING',
    references: [{ flowId: 4711, flowName: 'master-data' }],
    tasks: [
      { name: 'read', status: 'SUCCESS', after: [] },
      { name: '计数', status: 'RUNNING', after: ['read'] },
      { name: 'publish', status: 'INIT', after: ['计数'] },
    ],
  })
  const truth = await stack.control.instance(flowInstId)
  await stack.control.setLog(taskNamed(truth, '计数'), { text: LOG })
  return truth
}

function taskNamed({ tasks }: InstanceTruth, name: string): string {
  const found = tasks.find((task) => task.name === name)
  if (!found) throw new Error(`There is no task ${name}.`)
  return found.taskInstId
}

function rowOfTask(page: Page, name: string): Locator {
  // Rows say of others what is not read yet.
  return page.locator('tr[data-task]').filter({ has: page.getByRole('link', { name, exact: true }) })
}

/** From the list to one task's log and back, a cancel, and what may follow it. */
async function reach(scene: Scene, { hasTasks }: { hasTasks: boolean }): Promise<void> {
  const { page, account } = scene
  const truth = await seed(scene)
  const { flowInstId } = truth
  await signIn(page, account)
  await rowOf(page, flowInstId).getByRole('link', { name: 'wind-farm-power-hourly' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'wind-farm-power-hourly' })).toBeVisible()

  await page.getByRole('group', { name: 'How to show the tasks' }).getByText('Outline').click()
  const outline = page.getByRole('region', { name: 'Graph' })
  await expect(outline).toContainText('one after another')
  await expect(outline.locator('ol ol > li')).toContainText(['master-data', 'read', '计数', 'publish'])
  await expect(outline).toContainText('master-data')
  await expect(outline).toContainText('No instance')

  await expect(rowOfTask(page, 'read')).toContainText('Succeeded')
  await expect(rowOfTask(page, '计数')).toContainText('Running')
  await expect(rowOfTask(page, 'publish')).toContainText('Initializing')
  const facts = page.getByRole('columnheader', { name: 'Started' })
  if (hasTasks)
    for (const name of ['read', '计数']) await expect(rowOfTask(page, name).locator('time')).toHaveCount(1)
  else await expect(page.getByText('This EnOS does not tell when tasks started')).toBeVisible()
  await expect(facts).toHaveCount(hasTasks ? 1 : 0)

  await rowOfTask(page, '计数').getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: '计数' })).toBeVisible()
  await expectLog(scene, taskNamed(truth, '计数'))
  await expect(page.getByText('EnOS tells no more of this task')).toHaveCount(hasTasks ? 0 : 1)

  await expectAsked(scene, truth, hasTasks)

  await page.goBack()
  await stop(scene, truth, hasTasks)
  await pauseAndRunAgain(scene, truth)
  expect(await scene.stack.control.protocolErrors()).toEqual([])
}

async function stop({ page, stack }: Scene, { flowInstId }: InstanceTruth, hasTasks: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Cancel…' }).click()
  const dialog = dialogOf(page)
  const facts = dialog.getByRole('region', { name: 'What this does' })
  await expect(facts).toContainText('1 task running now is asked to stop')
  await expect(facts).toContainText('计数')
  // What EnOS has not told within four seconds comes with the next look, half a minute later.
  const since = facts.getByText(/since [^·]*\d\d:\d\d/)
  await expect(since).toHaveCount(hasTasks ? 1 : 0, { timeout: 45_000 })
  await expect(facts).toContainText('1 task will not start')
  await expect(facts).toContainText('master-data')
  await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
  await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('main')).toContainText(/Stopped after \d+ s/)
  await expect(rowOfTask(page, '计数')).toContainText('Cancelled')
  await expect(rowOfTask(page, 'read')).toContainText('Succeeded')
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
}

/** The next steps after a cancel: each is asked for once, done once, and said to be done. */
async function pauseAndRunAgain({ page, stack }: Scene, { flowId }: InstanceTruth): Promise<void> {
  await page.getByRole('button', { name: 'Pause schedule' }).click()
  await dialogOf(page).getByRole('button', { name: 'Pause schedule' }).click()
  await expect(page.getByText('The schedule is paused.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Resume schedule' })).toBeVisible()
  expect(await stack.control.flow(flowId)).toMatchObject({ active: 0, processed: { disable: 1 } })

  await page.getByRole('button', { name: 'Run again…' }).click()
  await dialogOf(page).getByRole('button', { name: 'Run again', exact: true }).click()
  await page
    .getByRole('status')
    .getByRole('link', { name: /^New instance/ })
    .click()
  const { acts, processed } = await stack.control.flow(flowId)
  expect(processed).toEqual({ trigger: 1, enable: 0, disable: 1 })
  await expect(page).toHaveURL(new RegExp(`/instances/${acts.at(-1)?.flowInstId}$`))
  await expect(page.getByRole('main')).toContainText('Running')
}

async function expectLog({ page, stack }: Scene, taskInstId: string): Promise<void> {
  const log = page.getByRole('log', { name: 'Log of 计数' })
  await expect(log).toContainText('INFO read 48210 rows')
  // Colours are colours, and what looks like HTML is text.
  await expect(log).toContainText('ERROR 分区 <b>7</b> 缺测')
  await expect(page.getByText('Example-7Q2x')).toHaveCount(0)
  await stack.control.setLog(taskInstId, { append: 'INFO wrote 48210 rows\n' })
  await expect(log).toContainText('INFO wrote 48210 rows')
}

/** What has not started has nothing to tell, and what an EnOS does not have is not asked for again and again. */
async function expectAsked(
  { stack, account }: Scene,
  truth: InstanceTruth,
  hasTasks: boolean,
): Promise<void> {
  const { userId } = account
  const calls = await stack.control.calls({ operation: 'taskInstances.get', userId })
  const started = [taskNamed(truth, 'read'), taskNamed(truth, '计数')]
  if (hasTasks) expect(new Set(calls.map((call) => call.taskInstId))).toEqual(new Set(started))
  // One is asked for again before it is believed, and after a minute another.
  else expect(calls.length).toBeLessThanOrEqual(started.length + 2)
}

const OFFERED = { taskApi: 'offered', noLogForm: 'new', numbers: 'number', getData: 'object' }

test('from the list to a log, a cancel and another run, as EnOS is documented', async ({
  page,
  stack,
  account,
}) => {
  await stack.control.patchSettings({ ...OFFERED, graphKeys: 'camel' })
  await reach({ page, stack, account }, { hasTasks: true })
})

test('the same where EnOS writes in snake case, in lists and in texts', async ({ page, stack, account }) => {
  await stack.control.patchSettings({ ...OFFERED, graphKeys: 'snake', numbers: 'string', getData: 'array' })
  await reach({ page, stack, account }, { hasTasks: true })
})

// Started anew, as an EnOS that has just answered is not taken for an older one; last, as that is remembered.
test('the same on an older EnOS, which has no tasks to ask for', async ({ page, stack, account }) => {
  await stack.control.patchSettings({ ...OFFERED, taskApi: 'missing', noLogForm: 'old', graphKeys: 'mixed' })
  await stack.restartApp()
  await reach({ page, stack, account }, { hasTasks: false })
})
