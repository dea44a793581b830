import { expect, submitSignIn, test } from './fixtures'
import { findSecrets } from './support/secret-search'
import { testKeys } from './support/stack'
import { keepTraffic } from './support/traffic'

const authSecret = 'a-secret-only-for-an-app-with-wrong-keys'
const wrongKey = 'a-secret-key-that-enos-does-not-know'

test.use({
  stackOptions: { env: { AUTH_SECRET: authSecret, ENOS_SECRET_KEY: wrongKey } },
  allowedErrors: /Failed to load resource/,
})

test('application keys that EnOS refuses are not told to the person who signs in, nor to the log', async ({
  page,
  stack,
  account,
}) => {
  const traffic = keepTraffic(page.context())
  await page.goto('/sign-in')
  await submitSignIn(page, account)
  await expect(page.locator('form').getByRole('alert')).not.toBeEmpty()
  const { encryption } = await stack.control.secrets()
  expect(encryption.length).toBeGreaterThan(0)
  const secrets = new Map([
    [wrongKey, 'the wrong key'],
    [testKeys.accessKey, 'the access key'],
    [authSecret, 'AUTH_SECRET'],
    [account.password, 'the password'],
    ...encryption.map((value) => [value, 'a proof of a token request'] as const),
  ])
  const log = { where: 'the server’s log', text: stack.serverLog() }
  expect(findSecrets([...(await traffic.got()), log], secrets)).toEqual([])
})
