import { expect, signIn, test } from './fixtures'
import { cookieOf } from './support/cookies'
import { sendRaw } from './support/raw-http'
import type { Stack } from './support/stack'
import { readCsrf, signInForCookie, signOutCookie } from './support/without-browser'

test('a session that has ended is nobody’s to next-auth too, and asking does not bring it back', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const cookie = await cookieOf(page)
  const session = async () =>
    (await sendRaw(stack.url, { path: '/api/auth/session', headers: { cookie } })).body
  expect(await session()).toContain(account.username)
  await page.getByRole('button', { name: `Account of ${account.username}` }).click()
  await page.getByText('Sign out', { exact: true }).click()
  await page.waitForURL('**/sign-in**')
  expect(await session()).not.toContain(account.username)
  await expectNobody(stack, cookie)
  const { headers } = await sendRaw(stack.url, { path: '/api/auth/session', headers: { cookie } })
  const renewed = headers.get('set-cookie')?.split(';')[0] ?? cookie
  await expectNobody(stack, renewed)
})

test('a form that no page of ours sent signs nobody out', async ({ stack, account }) => {
  const cookie = await signInForCookie(stack, account)
  const { token, cookie: csrfCookie } = await readCsrf(stack)
  const forged: { fields: Record<string, string>; cookie: string }[] = [
    { fields: {}, cookie },
    { fields: { csrfToken: 'forged' }, cookie },
    { fields: { csrfToken: '' }, cookie: withoutCsrf(cookie) },
    // A token of ours, but not the one of this browser; and a cookie that we have not signed.
    { fields: { csrfToken: token }, cookie },
    {
      fields: { csrfToken: 'forged' },
      cookie: `next-auth.csrf-token=forged%7Cforged; ${withoutCsrf(cookie)}`,
    },
  ]
  const instances = async () =>
    (await sendRaw(stack.url, { path: '/api/instances', headers: { cookie } })).status
  for (const { fields, cookie: sent } of forged) {
    await fetch(`${stack.url}/api/auth/signout`, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, json: 'true' }),
      headers: { cookie: sent },
      redirect: 'manual',
    })
    expect(await instances(), JSON.stringify(fields)).toBe(200)
  }
  await signOutCookie(stack, `${csrfCookie}; ${withoutCsrf(cookie)}`)
  expect(await instances()).toBe(401)
})

function withoutCsrf(cookie: string): string {
  return cookie
    .split('; ')
    .filter((one) => !one.startsWith('next-auth.csrf-token='))
    .join('; ')
}

async function expectNobody(stack: Stack, cookie: string): Promise<void> {
  expect((await sendRaw(stack.url, { path: '/api/instances', headers: { cookie } })).status).toBe(401)
}

test('next-auth’s update() changes nothing about who somebody is', async ({ page, account }) => {
  await signIn(page, account)
  const before = await (await page.request.get('/api/auth/session')).json()
  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const forged = {
    sid: 'forged',
    name: 'lin',
    user: { id: 'forged', name: 'lin' },
    userId: 'forged',
    orgId: 'forged',
    role: 'lead',
    expires: '2999-01-01T00:00:00.000Z',
  }
  const answer = await page.request.post('/api/auth/session', { data: { csrfToken, data: forged } })
  expect([answer.status(), await answer.json()]).toEqual([405, { problem: { code: 'method_not_allowed' } }])
  expect(await (await page.request.get('/api/auth/session')).json()).toEqual(before)
  await page.goto('/')
  await page.getByRole('button', { name: `Account of ${account.username}` }).click()
  await expect(page.getByText('Engineer')).toBeVisible()
})
