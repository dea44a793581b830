import type { Request } from '@playwright/test'
import { expect, newAccount, signIn, test } from './fixtures'
import { nextAction } from './support/action-request'
import { cookieOf } from './support/cookies'
import { dialogOf, pressCancel, requestCancellation, rowOf } from './support/instance-list'

const seed = { type: 1, status: 'RUNNING', flowName: 'meter-reading-import' } as const

test('an instance that ends first is not called stopped', async ({ page, stack, account }) => {
  const { flowInstId } = await stack.control.seedInstance({
    ...seed,
    owners: [account.username],
    onCancel: 'finish-first',
    cancelDelayMs: 1500,
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText('Finished first')
  await page.goto('/history')
  await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText('Succeeded')
})

test('an instance that never stops stays open and is never called stopped', async ({
  page,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    ...seed,
    owners: [account.username],
    onCancel: 'never',
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText(/Cancelling · 0:(?:0[8-9]|[1-5]\d)/, {
    timeout: 30_000,
  })
  await expect(rowOf(page, flowInstId)).not.toContainText('Stopped')
})

test('a refusal stays in the dialog, says why, and is in the history', async ({ page, stack, account }) => {
  const { flowInstId } = await stack.control.seedInstance({
    ...seed,
    owners: [account.username],
    flowLocked: true,
  })
  await signIn(page, account)
  await pressCancel(page, flowInstId)
  const dialog = dialogOf(page)
  await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
  // EnOS says that the workflow is locked.
  await dialog.getByRole('button', { name: 'Request anyway' }).click()
  await expect(dialog.getByRole('alert')).toContainText('62105')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  // What was turned away may be asked for again in the same words.
  await pressCancel(page, flowInstId)
  await expect(dialog.getByLabel('Reason')).toHaveValue('maintenance')
  await page.goto('/history')
  await expect(page.getByRole('row').filter({ hasText: flowInstId })).toContainText('refused')
})

test('a lost answer is not confirmed until EnOS reports the end', async ({ page, stack, account }) => {
  const { flowInstId } = await stack.control.seedInstance({
    ...seed,
    owners: [account.username],
    onCancel: 'never',
  })
  const fault = {
    operation: 'flowInstances.cancel',
    match: { flowInstId },
    times: 1,
    kind: { type: 'cut', when: 'after' } as const,
  }
  await stack.control.addFault(fault)
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText('Not confirmed yet')
  await stack.control.changeInstance(flowInstId, { status: 'CANCEL' })
  // Looks at it are farther apart the longer it takes.
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/, { timeout: 40_000 })
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toHaveLength(1)
})

test('endings are told only to who asked: a replayed claim by somebody else takes nothing', async ({
  page,
  request,
  browser,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: [account.username],
    cancelDelayMs: 500,
  })
  await signIn(page, account)
  const claiming = nextAction(page, (one) => !(one.postData() ?? '').includes(flowInstId))
  await requestCancellation(page, flowInstId)
  const post = await claiming
  const answer = await request.post(post.url(), { headers: actionHeaders(post), data: post.postData() ?? '' })
  expect(await answer.text()).toMatch(/^\d+:\[\]$/m)
  const context = await browser.newContext({ baseURL: stack.url })
  const otherPage = await context.newPage()
  await signIn(otherPage, await newAccount(stack))
  const cookie = await cookieOf(otherPage)
  await context.close()
  const theirs = await request.post(post.url(), {
    headers: { ...actionHeaders(post), cookie },
    data: post.postData() ?? '',
  })
  expect(await theirs.text()).toMatch(/^\d+:\[\]$/m)
})

function actionHeaders(post: Request): Record<string, string> {
  const { 'next-action': action = '', 'content-type': type = '', accept = '' } = post.headers()
  const state = post.headers()['next-router-state-tree']
  return {
    'next-action': action,
    'content-type': type,
    accept,
    origin: new URL(post.url()).origin,
    ...(state ? { 'next-router-state-tree': state } : {}),
  }
}
