import { randomBytes, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Catalog } from '@/messages/catalog'
import { expect, newAccount, signInByForm, test } from './fixtures'
import type { FaultKind, NewAccount } from './support/simulator-control'
import { testKeys } from './support/stack'
import { trySignIn } from './support/try-sign-in'
import { en, zhCN } from './support/words'

test.use({
  stackOptions: { company: 'empty', env: { ENOS_TIMEOUT_MS: '5000', TRUSTED_PROXIES: '1' } },
  allowedErrors: /status of 401/,
})

type Case = {
  code: keyof Catalog['signInErrors']
  state?: NewAccount['state']
  password?: string
  fault?: FaultKind
}

const cases: Case[] = [
  { code: 'wrong_password', password: 'not-the-password' },
  { code: 'account_disabled', state: 'disabled' },
  { code: 'account_disabled', state: 'disabled-session' },
  { code: 'password_expired', state: 'expired' },
  { code: 'must_change_password', state: 'must-change' },
  { code: 'mfa_required', state: 'mfa' },
  { code: 'ldap', fault: { type: 'code', code: 30404, msg: 'LDAP link missing' } },
  { code: 'too_many_tries', fault: { type: 'code', code: 30429, msg: 'Too many failures' } },
  { code: 'enos_unreachable', fault: { type: 'cut', when: 'before' } },
  { code: 'enos_unreachable', fault: { type: 'http', status: 503 } },
  { code: 'enos_limited', fault: { type: 'http', status: 429 } },
  { code: 'enos_timeout', fault: { type: 'delay', ms: 10_000 } },
  { code: 'unexpected', fault: { type: 'garble' } },
  { code: 'unexpected', fault: { type: 'code', code: 30999, msg: 'An unheard-of reason' } },
  { code: 'bad_input', password: 'x'.repeat(201) },
]

const languages: { locale: string; words: Catalog }[] = [
  { locale: 'en-US', words: en },
  { locale: 'zh-CN', words: zhCN },
]

async function fillIn(
  page: Page,
  words: Catalog,
  typed: { username: string; password: string },
): Promise<void> {
  await page.getByLabel(words.signIn.username, { exact: true }).fill(typed.username)
  await page.getByLabel(words.signIn.password, { exact: true }).fill(typed.password)
  await page.getByRole('button', { name: words.signIn.submit, exact: true }).click()
}

for (const { locale, words } of languages) {
  for (const [width, height] of [
    [1440, 900],
    [320, 640],
  ] as const) {
    test.describe(`refused, in ${locale}, ${width} px wide`, () => {
      test.use({ locale, viewport: { width, height } })

      test('each reason has its sentence, and nothing moves when it appears', async ({ page, stack }) => {
        test.slow()
        // A network of its own: thirty refusals from one would slow it.
        const network = randomBytes(4).toString('hex').replace(/^.{4}/, '$&:')
        await page.setExtraHTTPHeaders({ 'x-forwarded-for': `2001:db8:${network}::1` })
        await page.goto('/sign-in')
        const button = page.getByRole('button', { name: words.signIn.submit, exact: true })
        const password = page.getByLabel(words.signIn.password, { exact: true })
        const alert = page.getByRole('alert').filter({ hasText: /./ })
        const place = await button.boundingBox()
        for (const { code, state, fault, ...one } of cases) {
          const username = `refused-${randomUUID().slice(0, 8)}`
          await stack.control.createAccount({
            username,
            password: 'some-password-1',
            ...(state ? { state } : {}),
          })
          if (fault) {
            await stack.control.addFault({
              operation: 'iam.login',
              match: { principal: username },
              kind: fault,
            })
          }
          await fillIn(page, words, { username, password: one.password ?? 'some-password-1' })
          await expect(alert).toHaveText(words.signInErrors[code])
          await expect(password).toBeFocused()
          await expect(password).toHaveValue('')
          await expect(password).toHaveAccessibleDescription(words.signInErrors[code])
          expect(await button.boundingBox(), `place of the button after ${code}`).toEqual(place)
        }
        expect(new URL(page.url()).pathname).toBe('/sign-in')
      })
    })
  }
}

test('empty fields are asked for, and nobody is asked', async ({ page, stack }) => {
  const before = (await stack.control.calls({ operation: 'iam.login' })).length
  await page.goto('/sign-in')
  await fillIn(page, en, { username: ' ', password: 'x' })
  await expect(page.getByText(en.signIn.usernameMissing)).toBeVisible()
  await expect(page.getByLabel('Username', { exact: true })).toBeFocused()
  await fillIn(page, en, { username: 'somebody', password: '' })
  await expect(page.getByText(en.signIn.passwordMissing)).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  expect((await stack.control.calls({ operation: 'iam.login' })).length).toBe(before)
})

test('what no form sends is refused without asking EnOS', async ({ stack }) => {
  const before = (await stack.control.calls({ operation: 'iam.login' })).length
  const name = `odd-${randomUUID()}`
  const odd: Record<string, string>[] = [
    {},
    { username: name },
    { password: 'x' },
    { username: '', password: 'x' },
    { username: ' ', password: 'x' },
    { username: name, password: '' },
    { username: `${name}\0`, password: 'x' },
    { username: `${name}\nx`, password: 'x' },
    { username: name, password: 'x\0' },
    { username: 'u'.repeat(5000), password: 'x' },
    { username: name, password: '🔑'.repeat(200) },
  ]
  for (const fields of odd)
    expect(await trySignIn(stack, { fields })).toMatchObject({ http: 401, refusal: 'bad_input' })
  expect((await stack.control.calls({ operation: 'iam.login' })).length).toBe(before)
})

test('keys that EnOS refuses: plain words for the person, the code for the operator, no secret', async ({
  page,
  stack,
  account,
}) => {
  await stack.control.expireTokens()
  await stack.control.addFault({
    operation: 'token.get',
    times: 20,
    kind: { type: 'code', code: 1002, msg: 'appKey does not exist' },
  })
  const before = stack.serverLog().length
  await page.goto('/sign-in')
  await fillIn(page, en, account)
  await expect(page.getByText(en.signInErrors.enos_refused_keys)).toBeVisible()
  const log = () => stack.serverLog().slice(before)
  const line = () =>
    log()
      .split('\n')
      .find((one) => one.endsWith('}') && one.includes('"sign_in.enos_refused_keys"')) ?? '{}'
  await expect.poll(() => JSON.parse(line())).toMatchObject({ level: 50, code: 'wrong_keys', enosCode: 1002 })
  for (const secret of [testKeys.accessKey, testKeys.secretKey, account.password])
    expect(log()).not.toContain(secret)
  await stack.control.clearFaults()
  await signInByForm(page, account)
})

test('guesses made at once do not all reach EnOS, and do not tell who exists', async ({ page, stack }) => {
  const account = await newAccount(stack)
  const names = { real: account.username, invented: `nobody-${randomUUID()}` }
  const told: Record<string, (string | null)[]> = {}
  for (const [kind, username] of Object.entries(names)) {
    const tries = Array.from({ length: 20 }, (_, n) =>
      trySignIn(stack, {
        fields: { username: n % 2 === 0 ? username : ` ${username.toUpperCase()}`, password: `guess-${n}` },
        headers: { 'x-forwarded-for': `198.51.100.${n}` },
      }),
    )
    told[kind] = (await Promise.all(tries)).map(({ refusal }) => refusal).sort()
  }
  const slowed = told.real?.filter((one) => /^slowed:(60|[1-5]\d)$/.test(one ?? ''))
  expect(slowed).toHaveLength(15)
  expect(told.real?.filter((one) => one === 'wrong_password')).toHaveLength(5)
  expect(told.invented?.filter((one) => one === 'wrong_password')).toHaveLength(5)
  const asked = await stack.control.calls({ operation: 'iam.login' })
  expect(asked.filter(({ principal }) => principal?.toLowerCase() === account.username)).toHaveLength(5)
  // Not even the right password is passed on meanwhile.
  await page.goto('/sign-in')
  await fillIn(page, en, account)
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toContainText(
    /^Too many tries\. Wait (1 minute|\d+ seconds), then try again\./,
  )
  expect(asked).toHaveLength((await stack.control.calls({ operation: 'iam.login' })).length)
})

test('guesses elsewhere do not shut somebody out of where they sign in', async ({ stack, account }) => {
  const from = (address: string, password: string) =>
    trySignIn(stack, {
      fields: { username: account.username, password },
      headers: { 'x-forwarded-for': address },
    })
  expect(await from('203.0.113.50', account.password)).toMatchObject({ refusal: null })
  for (let n = 1; n <= 6; n++) await from(`192.0.2.${n}`, 'guess')
  expect(await from('192.0.2.99', account.password)).toMatchObject({
    refusal: expect.stringMatching(/^slowed:\d+$/),
  })
  // The simulated EnOS has a lock of its own.
  await stack.control.resetLockouts()
  expect(await from('203.0.113.50', account.password)).toMatchObject({ http: 200, refusal: null })
})

test('EnOS is told the address that the trusted proxy has seen, whatever a client adds to the list', async ({
  stack,
}) => {
  const lists = [
    ['203.0.113.7', '203.0.113.7'],
    ['10.9.9.9, 203.0.113.7', '203.0.113.7'],
    ['10.9.9.9, 10.8.8.8, [2001:DB8:0:1::7]:4711', '2001:db8:0:1::7'],
    ['203.0.113.7, unknown', '127.0.0.1'],
    ["'; drop table", '127.0.0.1'],
  ] as const
  for (const [list, expected] of lists) {
    const { username, password } = await newAccount(stack)
    await trySignIn(stack, { fields: { username, password }, headers: { 'x-forwarded-for': list } })
    const calls = await stack.control.calls({ operation: 'iam.login', principal: username })
    expect(calls.map(({ clientIp }) => clientIp)).toEqual([expected])
  }
})

test('one address that guesses many accounts is slowed, however it spells itself', async ({ stack }) => {
  const tries: (string | null)[] = []
  for (let n = 0; n < 32; n++) {
    const { refusal } = await trySignIn(stack, {
      fields: { username: `nobody-${randomUUID()}`, password: 'guess' },
      headers: { 'x-forwarded-for': `192.0.2.${n}, 2001:db8:77:1::${n.toString(16)}` },
    })
    tries.push(refusal)
  }
  expect(new Set(tries.slice(0, 30))).toEqual(new Set(['wrong_password']))
  expect(tries[30]).toMatch(/^slowed:(600|5\d\d)$/)
  const { username, password } = await newAccount(stack)
  const elsewhere = { 'x-forwarded-for': '2001:db8:77:2::1' }
  expect(await trySignIn(stack, { fields: { username, password }, headers: elsewhere })).toMatchObject({
    refusal: null,
  })
})
