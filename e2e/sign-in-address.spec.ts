import { expect, newAccount, signInByForm, submitSignIn, test } from './fixtures'
import { trySignIn } from './support/try-sign-in'

// With no proxy trusted, which is the default.
test('nobody chooses the address that EnOS is told', async ({ stack }) => {
  const spoofs: Record<string, string>[] = [
    {},
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-forwarded-for': '203.0.113.7, 203.0.113.8' },
    { 'x-real-ip': '203.0.113.7', forwarded: 'for=203.0.113.7', 'x-flowstop-peer': '203.0.113.7' },
  ]
  for (const headers of spoofs) {
    const { username, password } = await newAccount(stack)
    expect(await trySignIn(stack, { fields: { username, password }, headers })).toMatchObject({
      refusal: null,
    })
    const calls = await stack.control.calls({ operation: 'iam.login', principal: username })
    expect(calls.map(({ clientIp }) => clientIp)).toEqual(['127.0.0.1'])
  }
})

test('under another address than its own: says so, says which, and sends no password', async ({
  page,
  stack,
  account,
}) => {
  const foreign = stack.url.replace('127.0.0.1', 'localhost')
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url())
  })
  await page.goto(`${foreign}/sign-in`)
  await submitSignIn(page, account)
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveText(
    `This page was opened under another address than Flowstop is set to (AUTH_URL). Open ${stack.url}, or tell whoever runs Flowstop.`,
  )
  expect(sent).toEqual([])
  await signInByForm(page, account)
})
