import type { Page, Request } from '@playwright/test'
import { expect, newAccount, signInByForm, submitSignIn, test } from './fixtures'
import { nextAction } from './support/action-request'
import { dialogOf, pressCancel, requestCancellation, rowOf } from './support/instance-list'
import { findSecrets, type Kept } from './support/secret-search'
import type { Account } from './support/simulator-control'
import { type Stack, testKeys } from './support/stack'
import { keepTraffic, type Traffic } from './support/traffic'
import { layTrouble, TROUBLES } from './support/troubles'

const authSecret = 'a-secret-only-for-this-very-journey-of-a-test'
const wrongPassword = 'a-password-that-was-mistyped-1'
const running = { type: 1, status: 'RUNNING' } as const

test.use({
  stackOptions: { env: { AUTH_SECRET: authSecret, ENOS_TIMEOUT_MS: '2000' } },
  allowedErrors: /Failed to load resource|Failed to fetch/,
})

async function secretsOf(stack: Stack): Promise<Map<string, string>> {
  const { token, signature, encryption, session } = await stack.control.secrets()
  for (const values of [token, signature, encryption, session]) expect(values.length).toBeGreaterThan(0)
  const named = (name: string, values: string[]) => values.map((value) => [value, name] as const)
  return new Map([
    [testKeys.accessKey, 'the access key'],
    [testKeys.secretKey, 'the secret key'],
    [authSecret, 'AUTH_SECRET'],
    ...named('a token', token),
    ...named('a signature', signature),
    ...named('a proof of a token request', encryption),
    ...named('an EnOS session id', session),
  ])
}

function passwords(account: Account): Map<string, string> {
  return new Map([
    [account.password, 'the password'],
    [wrongPassword, 'the mistyped password'],
  ])
}

/** What a browser can learn of a script beyond its text. */
async function mapsOf(page: Page, traffic: Traffic): Promise<Kept[]> {
  const kept: Kept[] = []
  for (const script of traffic.scripts()) {
    const answer = await page.request.get(`${script}.map`)
    expect(answer.status(), 'source maps are not served').toBe(404)
    kept.push({ where: 'the answer for a source map', text: await answer.text() })
  }
  expect(kept.length).toBeGreaterThan(5)
  return kept
}

/** Asks from within the page, so that what passes is kept. */
function ask(page: Page, path: string, init: RequestInit = {}): Promise<number> {
  const asked = async ([to, how]: [string, RequestInit]) => {
    const answer = await fetch(to, how)
    await answer.text()
    return answer.status
  }
  return page.evaluate(asked, [path, init] as [string, RequestInit])
}

function cancelAgain(page: Page, post: Request, flowInstId: string): Promise<number> {
  const { 'next-action': id = '', 'content-type': type = '', accept = '' } = post.headers()
  const [input] = JSON.parse(post.postData() ?? '[]') as [object]
  return ask(page, '/', {
    method: 'POST',
    headers: { 'next-action': id, 'content-type': type, accept },
    body: JSON.stringify([{ ...input, flowInstId, key: crypto.randomUUID() }]),
  })
}

test('the whole journey, with everything that can go wrong on it, tells nobody a secret', async ({
  page,
  stack,
  account,
}) => {
  test.setTimeout(300_000)
  const traffic = keepTraffic(page.context())
  const seed = (more = {}) =>
    stack.control.seedInstance({ ...running, owners: [account.username], cancelDelayMs: 500, ...more })
  const one = await seed({ flowName: 'a-name-that-is-no-secret' })
  const locked = await seed({ flowLocked: true })

  await page.goto('/history')
  await submitSignIn(page, { ...account, password: wrongPassword })
  await expect(page.locator('form').getByRole('alert')).not.toBeEmpty()
  await signInByForm(page, account)

  const captured = nextAction(page)
  await requestCancellation(page, one.flowInstId, { note: 'a note that is no secret' })
  const post = await captured
  await expect(rowOf(page, one.flowInstId)).toContainText(/Stopped after \d+ s/)
  await pressCancel(page, locked.flowInstId)
  const dialog = dialogOf(page)
  await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
  // EnOS says that the workflow is locked.
  await dialog.getByRole('button', { name: 'Request anyway' }).click()
  await expect(dialog.getByRole('alert')).toContainText('62105')
  await page.keyboard.press('Escape')

  const [task] = (await stack.control.instance(one.flowInstId)).tasks
  const below = `/api/instances/${one.flowInstId}`
  for (const path of [
    '',
    '/impact',
    '/raw',
    `/tasks?of=${task?.taskInstId}`,
    `/tasks/${task?.taskInstId}`,
    `/tasks/${task?.taskInstId}/log`,
  ])
    expect(await ask(page, `${below}${path}`)).toBe(200)

  await stack.control.expireTokens()
  expect(await ask(page, '/api/instances')).toBe(200)
  for (let n = 0; n < TROUBLES; n++) {
    for (const operation of ['flowInstances.get', 'flowInstances.cancel', 'flowInstances.search']) {
      const { flowInstId } = await seed()
      await layTrouble(stack, operation, n)
      if (operation === 'flowInstances.search') await ask(page, '/')
      else expect(await cancelAgain(page, post, flowInstId)).toBe(200)
      await ask(page, '/api/instances')
      await stack.control.clearFaults()
    }
  }
  for (let n = 0; n < TROUBLES; n++) {
    await stack.control.expireTokens()
    await layTrouble(stack, 'token.get', n)
    expect(await cancelAgain(page, post, locked.flowInstId)).toBe(200)
    await stack.control.clearFaults()
  }
  // The token in use is one again that nobody has made expire.
  expect(await cancelAgain(page, post, locked.flowInstId)).toBe(200)
  await page.goto('/history')
  await expect(page.getByText('a note that is no secret').first()).toBeVisible()
  for (const path of [
    'session',
    'providers',
    'csrf',
    'error',
    'signin',
    'signin/enos',
    'callback/enos',
    '_log',
    'x',
  ])
    await ask(page, `/api/auth/${path}`)
  for (const path of [
    '/nowhere',
    '/api/nowhere',
    '/api/health',
    '/sign-in?error=%00',
    '/_next/static/nowhere.js',
  ])
    await ask(page, path)
  expect(await ask(page, '/api/instances', { credentials: 'omit' })).toBe(401)
  const tooLarge = { method: 'POST', body: 'x'.repeat(100_000) }
  expect(await ask(page, '/api/auth/callback/enos', tooLarge)).toBe(413)

  await page.getByRole('button', { name: `Account of ${account.username}` }).click()
  await page.getByText('Sign out', { exact: true }).click()
  await page.waitForURL('**/sign-in**')
  expect(await cancelAgain(page, post, one.flowInstId)).toBe(200)
  for (let n = 0; n < TROUBLES; n++) {
    const { username } = await newAccount(stack)
    await layTrouble(stack, 'iam.login', n)
    const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string }
    const body = new URLSearchParams({
      csrfToken,
      username,
      password: wrongPassword,
      json: 'true',
    }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await ask(page, '/api/auth/callback/enos', { method: 'POST', headers, body })).toBeLessThan(500)
    await stack.control.clearFaults()
  }

  const got = [...(await traffic.got()), ...(await mapsOf(page, traffic))]
  const sent = await traffic.sent()
  const log = { where: 'the server’s log', text: stack.serverLog() }
  const secrets = new Map([...(await secretsOf(stack)), ...passwords(account)])
  expect(findSecrets([...got, log], secrets)).toEqual([])
  // The one place for a password is the request that signs in.
  expect(findSecrets(sent, secrets)).toEqual([
    'the mistyped password in POST /api/auth/callback/enos',
    'the password in POST /api/auth/callback/enos',
  ])

  // That the search would have found them: what is no secret is found wherever it stands.
  const open = new Map([
    ['a-name-that-is-no-secret', 'the name'],
    ['a note that is no secret', 'the note'],
  ])
  expect(findSecrets(got, open)).toEqual(
    expect.arrayContaining([
      'the name in the answer to GET /',
      'the name in the answer to GET /api/instances',
      'the note in the answer to GET /history',
    ]),
  )
  expect(findSecrets(sent, open)).toContain('the note in POST /')
  expect(findSecrets([log], new Map([[account.userId, 'the person']]))).toEqual([
    'the person in the server’s log',
  ])
})
