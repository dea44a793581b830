import type { APIRequestContext, Request } from '@playwright/test'
import { expect, newAccount, signIn, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import type { NewInstance } from './support/simulator-control'

test('a stranger gets nothing but the sign-in page', async ({ page, request, stack }) => {
  for (const path of ['/', '/history', '/history?before=x', '/nowhere']) {
    await page.goto(path)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  }
  for (const path of ['/api/instances', '/api/cancellations/open']) {
    const answer = await request.get(`${stack.url}${path}`)
    expect(answer.status()).toBe(401)
    expect(await answer.json()).toEqual({ problem: { code: 'signed_out' } })
  }
  expect((await request.get(`${stack.url}/api/health`)).status()).toBe(200)
})

test('sign-in leads back to where the person wanted to go, and never to another site', async ({
  page,
  stack,
  account,
}) => {
  await page.goto('/history')
  await page.getByLabel('Username', { exact: true }).fill(account.username)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/history')
  await page.context().clearCookies()
  await page.goto('/sign-in?next=https://example.com/')
  await page.getByLabel('Username', { exact: true }).fill(account.username)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`${stack.url}/`)
})

test('a session that was signed out is worthless, whatever the cookie', async ({
  page,
  request,
  stack,
  account,
}) => {
  await signIn(page, account)
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const list = () => request.get(`${stack.url}/api/instances`, { headers: { cookie } })
  expect((await list()).status()).toBe(200)
  await page.getByRole('button', { name: `Account of ${account.username}` }).click()
  await page.getByText('Sign out', { exact: true }).click()
  await page.waitForURL('**/sign-in**')
  expect((await list()).status()).toBe(401)
  await request.get(`${stack.url}/api/auth/session`, { headers: { cookie } })
  expect((await list()).status()).toBe(401)
})

test('a captured cancel, replayed as somebody else or as nobody, is refused and leaves no trace', async ({
  page,
  browser,
  request,
  stack,
  account,
}) => {
  const target: NewInstance = { type: 1, status: 'RUNNING', owners: [account.username] }
  const used = await stack.control.seedInstance(target)
  const fresh = await stack.control.seedInstance(target)
  await signIn(page, account)
  const captured = page.waitForRequest((one) => one.method() === 'POST' && 'next-action' in one.headers())
  await requestCancellation(page, used.flowInstId)
  const post = await captured
  const forged = {
    userId: account.userId,
    orgId: account.orgId,
    owner: account.username,
    owners: [account.username],
  }

  const replay = async (as: APIRequestContext, cookie: string): Promise<string> => {
    const answer = await as.post(post.url(), {
      headers: { ...actionHeaders(post), cookie },
      data: bodyFor(post, fresh.flowInstId, forged),
    })
    expect(answer.status()).toBeLessThan(500)
    return answer.text()
  }
  expect(await replay(request, '')).toContain('"signed_out"')

  const context = await browser.newContext({ baseURL: stack.url })
  const otherPage = await context.newPage()
  await signIn(otherPage, await newAccount(stack))
  const cookies = await context.cookies()
  await context.close()
  expect(await replay(request, cookies.map(({ name, value }) => `${name}=${value}`).join('; '))).toContain(
    '"not_found"',
  )

  expect(
    await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId: fresh.flowInstId }),
  ).toEqual([])
  expect(await stack.control.instance(fresh.flowInstId)).toMatchObject({
    cancelCount: 0,
    statusDesc: 'RUNNING',
  })
  await page.goto('/')
  await expect(rowOf(page, fresh.flowInstId)).toContainText('Running')
  await page.goto('/history')
  await expect(page.getByRole('row').filter({ hasText: used.flowInstId })).toHaveCount(1)
  await expect(page.getByRole('row').filter({ hasText: fresh.flowInstId })).toHaveCount(0)
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
  await requestCancellation(page, flowInstId)
  const claim = page.waitForRequest(
    (one) =>
      one.method() === 'POST' &&
      'next-action' in one.headers() &&
      !(one.postData() ?? '').includes(flowInstId),
  )
  const post = await claim
  const answer = await request.post(post.url(), { headers: actionHeaders(post), data: post.postData() ?? '' })
  expect(await answer.text()).toMatch(/^\d+:\[\]$/m)
  const context = await browser.newContext({ baseURL: stack.url })
  const otherPage = await context.newPage()
  await signIn(otherPage, await newAccount(stack))
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
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

/** The captured arguments, for another instance and with a key of their own, and with claims about who is asking. */
function bodyFor(post: Request, flowInstId: string, forged: object): string {
  const [input] = JSON.parse(post.postData() ?? '[]') as [Record<string, unknown>]
  return JSON.stringify([{ ...input, ...forged, flowInstId, key: crypto.randomUUID() }])
}
