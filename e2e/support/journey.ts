import { expect, type Locator, type Page } from '@playwright/test'
import { signIn } from '@/e2e/fixtures'
import { requestCancellation, rowOf } from './instance-list'
import type { Account, InstanceTruth } from './simulator-control'
import type { Stack } from './stack'

/** The whole path of a person: sign in, see what runs, cancel one, see it stopped, find it in the history. */
export async function travel({
  page,
  stack,
  account,
  enter = signIn,
}: {
  page: Page
  stack: Stack
  account: Account
  /** How the person signs in. */
  enter?: typeof signIn
}): Promise<void> {
  const seed = (flowName: string, type: 0 | 1 | 2, owners = [account.username]) =>
    stack.control.seedInstance({
      owners,
      flowName,
      type,
      status: 'RUNNING',
      cycle: 'H',
      cancelDelayMs: 600_000,
    })
  const { flowInstId } = await seed('wind-farm-power-hourly', 1)
  const manual = await seed('风机功率曲线校核', 0)
  const temporary = await seed('solar-forecast-backfill', 2, [account.username, 'bob'])
  const foreign = await seed('somebody-elses', 1, [`${account.username}x`])

  await enter(page, account)
  const row = rowOf(page, flowInstId)
  await expect(row).toContainText('wind-farm-power-hourly')
  await expect(row).toContainText('Running')
  await expect(rowOf(page, manual.flowInstId)).toContainText('风机功率曲线校核')
  await expect(rowOf(page, temporary.flowInstId)).toContainText('solar-forecast-backfill')
  await expect(rowOf(page, foreign.flowInstId)).toHaveCount(0)

  await expectTrueTimes(row, await stack.control.instance(flowInstId))

  await requestCancellation(page, flowInstId, { reason: 'Wrong input data', note: 'feed sends zeros' })
  await expect(row).toContainText('Cancelling')
  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  await expect(row).toContainText(/Stopped after \d+ s/)
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
    /wind-farm-power-hourly: stopped after \d+ s/,
  )
  await expect(row.getByRole('button', { name: /^Cancel / })).toHaveCount(0)

  await page.getByRole('link', { name: 'History', exact: true }).click()
  const record = page.getByRole('row').filter({ hasText: flowInstId })
  await expect(record).toContainText('wind-farm-power-hourly')
  await expect(record).toContainText('Wrong input data')
  await expect(record).toContainText('feed sends zeros')
  await expect(record).toContainText(/Stopped after \d+ s/)

  const cancels = await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })
  expect(cancels).toMatchObject([{ userId: account.userId, orgId: account.orgId, code: 0 }])
  expect(await stack.control.instance(flowInstId)).toMatchObject({ cancelCount: 1, statusDesc: 'CANCEL' })
  expect(await stack.control.protocolErrors()).toEqual([])
}

/**
 * Whatever zones EnOS writes in: trigger and start are shown as the instants that they really were, to the second. Where
 * it did not tell its zone within three seconds, it is asked again after a minute.
 */
async function expectTrueTimes(row: Locator, { triggerTime, startTime }: InstanceTruth): Promise<void> {
  const later = { timeout: 75_000 }
  const instant = (ms: number | null): string => `${new Date(ms ?? 0).toISOString().slice(0, 19)}.000Z`
  for (const at of [triggerTime, startTime])
    await expect(row.locator(`time[datetime="${instant(at)}"]`).first()).toBeAttached(later)
}
