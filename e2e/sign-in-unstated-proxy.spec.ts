import { randomUUID } from 'node:crypto'
import { expect, newAccount, test } from './fixtures'
import { trySignIn } from './support/try-sign-in'

// People use https, so a proxy stands in front, but TRUSTED_PROXIES says that there is none.
test.use({ stackOptions: { company: 'empty', env: { AUTH_URL: 'https://flowstop.example.com' } } })

test('behind a proxy that was not stated nobody shuts everybody out, and EnOS is not told its address', async ({
  stack,
  account,
}) => {
  expect(stack.serverLog()).toContain('"event":"proxy_unstated"')
  const from = (address: string, fields: Record<string, string>) =>
    trySignIn(stack, { fields, headers: { 'x-forwarded-for': address } })
  for (let n = 0; n < 40; n++) {
    const username = `nobody-${randomUUID()}`
    expect(await from('192.0.2.66', { username, password: 'guess' })).toMatchObject({
      refusal: 'wrong_password',
    })
  }
  const { username, password } = account
  expect(await from('203.0.113.7', { username, password })).toMatchObject({ refusal: null })
  const calls = await stack.control.calls({ operation: 'iam.login' })
  expect(calls.length).toBeGreaterThan(40)
  expect(calls.filter(({ clientIp }) => clientIp != null)).toEqual([])
})

test('an account is still guessed at no more than five times', async ({ stack }) => {
  const { username, password } = await newAccount(stack)
  for (let n = 0; n < 5; n++) {
    const headers = { 'x-forwarded-for': `192.0.2.${n}` }
    await trySignIn(stack, { fields: { username, password: `guess-${n}` }, headers })
  }
  const headers = { 'x-forwarded-for': '192.0.2.99' }
  expect(await trySignIn(stack, { fields: { username, password }, headers })).toMatchObject({
    refusal: expect.stringMatching(/^slowed:\d+$/),
  })
})
