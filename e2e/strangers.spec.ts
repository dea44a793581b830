import { expect, signIn, submitSignIn, test } from './fixtures'
import { cookieOf } from './support/cookies'

test('a stranger gets nothing but the sign-in page', async ({ page, request, stack }) => {
  const record = crypto.randomUUID()
  const instance = '2438-201908081020'
  const pages = [
    '/',
    '/history',
    '/history?before=x',
    `/history/${record}`,
    `/instances/${instance}`,
    '/nowhere',
  ]
  for (const path of pages) {
    await page.goto(path)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  }
  const reads = [
    '',
    `/${instance}`,
    `/${instance}/raw`,
    `/${instance}/impact`,
    `/${instance}/tasks?of=7-2019080810`,
  ]
  for (const path of [
    ...reads.map((rest) => `/api/instances${rest}`),
    '/api/cancellations/open',
    `/api/cancellations/${record}`,
  ]) {
    const answer = await request.get(`${stack.url}${path}`)
    expect(answer.status()).toBe(401)
    expect(await answer.json()).toEqual({ problem: { code: 'signed_out' } })
  }
  expect((await request.get(`${stack.url}/api/health`)).status()).toBe(200)
})

test('a stranger who reads is sent to sign in, with a way back on this site', async ({ stack }) => {
  for (const method of ['GET', 'HEAD']) {
    for (const path of ['/', '/history', '/history?before=x', '/nowhere', '/%2F%2Felsewhere.example']) {
      const answer = await fetch(stack.url + path, { method, redirect: 'manual' })
      expect([method, path, answer.status]).toEqual([method, path, 307])
      const to = new URL(answer.headers.get('location') ?? '', stack.url)
      expect([to.origin, to.pathname]).toEqual([stack.url, '/sign-in'])
      expect(to.searchParams.get('next')).toBe(path === '/' ? null : path)
    }
  }
})

test('sign-in leads back to where the person wanted to go, and never to another site', async ({
  page,
  stack,
  account,
}) => {
  await page.goto('/history')
  await submitSignIn(page, account)
  await page.waitForURL('**/history')
  // What the page asked for without its session would be an error of it.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.goto('/sign-in?next=https://example.com/')
  await submitSignIn(page, account)
  await page.waitForURL(`${stack.url}/`)
})

test.describe('signing out', () => {
  // What the page asks for meanwhile may come too late.
  test.use({ allowedErrors: /status of 401/ })

  test('a session that was signed out is worthless, whatever the cookie', async ({
    page,
    request,
    stack,
    account,
  }) => {
    await signIn(page, account)
    const cookie = await cookieOf(page)
    const list = () => request.get(`${stack.url}/api/instances`, { headers: { cookie } })
    expect((await list()).status()).toBe(200)
    await page.getByRole('button', { name: `Account of ${account.username}` }).click()
    await page.getByText('Sign out', { exact: true }).click()
    await page.waitForURL('**/sign-in**')
    expect((await list()).status()).toBe(401)
    await request.get(`${stack.url}/api/auth/session`, { headers: { cookie } })
    expect((await list()).status()).toBe(401)
  })
})
