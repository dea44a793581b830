import type { Page, Request } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import { unexpectedErrors, watchForErrors } from './support/page-errors'
import { type RawRequest, sendRaw } from './support/raw-http'
import type { Stack } from './support/stack'

const ELSEWHERE = 'https://elsewhere.example'
const running = { type: 1, status: 'RUNNING' } as const

const onEveryAnswer = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': /camera=\(\)/,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': /frame-ancestors 'none'/,
} as const

async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** One real cancel, as the browser sent it, ready to be sent again for another instance. */
async function captureCancel(page: Page, flowInstId: string): Promise<Request> {
  const captured = page.waitForRequest((one) => one.method() === 'POST' && 'next-action' in one.headers())
  await requestCancellation(page, flowInstId)
  return captured
}

async function replayOf(post: Request, flowInstId: string): Promise<RawRequest & { body: string }> {
  const [input] = JSON.parse(post.postData() ?? '[]') as [object]
  const body = JSON.stringify([{ ...input, flowInstId, key: crypto.randomUUID() }])
  const { connection: _, host: __, 'accept-encoding': ___, ...headers } = await post.allHeaders()
  return { method: 'POST', headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` }, body }
}

function codeIn(answer: { body: string }): string | undefined {
  return /"problem":\{"code":"(\w+)"/.exec(answer.body)?.[1]
}

test('whatever the method and the address: no 5xx, and every answer carries its headers', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  await signIn(page, account)
  const script = await page.locator('script[src]').first().getAttribute('src')
  const methods = 'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND'.split(' ')
  const paths = [
    ...[
      '/',
      '/sign-in',
      '/history',
      '/nowhere',
      '/nowhere.png',
      '//elsewhere.example/',
      '/%E0%A4%A',
      '/a%00b',
    ],
    ...['/api', '/api/nowhere', '/api/instances', '/api/cancellations/open', '/api/health', '/api/auth'],
    ...['/api/auth/session', '/api/auth/csrf', '/api/auth/providers', '/api/auth/error', '/api/auth/nowhere'],
    ...[
      '/icon.svg',
      '/icon%2Esvg',
      '/screenshot.png',
      script ?? '',
      `${script}.map`,
      '/_next/static/nowhere.js',
    ],
    ...['/_next/image?url=%2Ficon.svg&w=64&q=75', '/_next/nowhere', '/_next/data/x/y.json'],
  ]
  const asWhom: Record<string, string>[] = [{}, { cookie: await cookieOf(page) }]
  for (const method of methods) {
    for (const path of paths) {
      for (const headers of asWhom) {
        const answer = await sendRaw(stack.url, { method, path, headers })
        const what = `${method} ${path} ${'cookie' in headers ? 'with' : 'without'} a session`
        expect.soft(answer.status, what).toBeLessThan(500)
        for (const [name, value] of Object.entries(onEveryAnswer))
          expect.soft(answer.headers.get(name) ?? '', `${name} of ${what}`).toMatch(value)
        expect.soft(answer.headers.has('x-powered-by'), what).toBe(false)
        // Next folds repeated slashes for every method, before anything else.
        if (path.startsWith('//') || answer.status === 400) continue
        if (!['GET', 'HEAD', 'POST'].includes(method))
          expect.soft([answer.status, codeIn(answer)], what).toEqual([405, 'method_not_allowed'])
      }
    }
  }
  expect(test.info().errors).toEqual([])
})

test('under /api a stranger is told 401, and an address that is not there 404, in JSON', async ({
  page,
  stack,
  account,
}) => {
  for (const path of ['/api', '/api/nowhere', '/api/instances', '/api/cancellations/open']) {
    const answer = await sendRaw(stack.url, { path })
    expect([answer.status, codeIn(answer)]).toEqual([401, 'signed_out'])
    expect(answer.headers.get('content-type')).toBe('application/json')
  }
  await signIn(page, account)
  const answer = await sendRaw(stack.url, { path: '/api/nowhere', headers: { cookie: await cookieOf(page) } })
  expect([answer.status, codeIn(answer)]).toEqual([404, 'not_found'])
})

test('a cancel from a foreign origin is refused, though all else about it is real; from ours it is not', async ({
  page,
  stack,
  account,
}) => {
  const owners = [account.username]
  const used = await stack.control.seedInstance({ ...running, owners })
  const { flowInstId } = await stack.control.seedInstance({ ...running, owners })
  await signIn(page, account)
  const replay = await replayOf(await captureCancel(page, used.flowInstId), flowInstId)
  expect(replay.headers).toMatchObject({ 'sec-fetch-site': 'same-origin', origin: stack.url })
  const origins = [
    ELSEWHERE,
    'null',
    'no origin',
    `${stack.url}.elsewhere.example`,
    `${stack.url}, ${ELSEWHERE}`,
  ]
  const claims: Record<string, string>[] = [
    {},
    { 'x-flowstop-door': 'open' },
    { host: 'elsewhere.example' },
    { 'x-forwarded-host': 'elsewhere.example' },
  ]
  for (const origin of origins) {
    for (const forged of claims) {
      const answer = await sendRaw(stack.url, {
        ...replay,
        headers: { ...replay.headers, origin, ...forged },
      })
      expect([answer.status, codeIn(answer)]).toEqual([403, 'foreign_origin'])
    }
  }
  const cancels = () => stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })
  expect(await cancels()).toEqual([])
  // A reverse proxy may call this server by another name.
  const honest = await sendRaw(stack.url, {
    ...replay,
    headers: { ...replay.headers, host: 'internal:8080' },
  })
  expect(honest.status).toBe(200)
  expect(honest.body).toContain('"state":"accepted"')
  expect(await cancels()).toHaveLength(1)
})

test('sign-in and sign-out from a foreign origin are refused, and the session lives on', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const cookie = await cookieOf(page)
  for (const path of [
    '/api/auth/callback/enos',
    '/api/auth/signout',
    '/api/auth/session',
    '/api/auth/signin/enos',
  ]) {
    const answer = await sendRaw(stack.url, {
      method: 'POST',
      path,
      headers: { cookie, origin: ELSEWHERE, 'content-length': '2', 'content-type': 'application/json' },
      body: '{}',
    })
    expect([path, answer.status, codeIn(answer)]).toEqual([path, 403, 'foreign_origin'])
    expect(answer.headers.get('content-type')).toBe('application/json')
  }
  expect((await sendRaw(stack.url, { path: '/api/instances', headers: { cookie } })).status).toBe(200)
})

test('a body that is too large, or does not say how large, is refused before it is read', async ({
  page,
  stack,
  account,
}) => {
  const owners = [account.username]
  const used = await stack.control.seedInstance({ ...running, owners })
  const { flowInstId } = await stack.control.seedInstance({ ...running, owners })
  await signIn(page, account)
  const action = await replayOf(await captureCancel(page, used.flowInstId), flowInstId)
  const { 'content-length': _, ...unmeasured } = action.headers ?? {}
  const chunk = `${action.body.length.toString(16)}\r\n${action.body}\r\n`
  const chunked = { ...unmeasured, 'transfer-encoding': 'chunked' }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const large = 'x'.repeat(100_000)
  const cases: [what: string, request: RawRequest, status: number, code?: string][] = [
    ['large', { headers: { ...unmeasured, 'content-length': '100000' }, body: large }, 413, 'too_large'],
    ['said to be large', { headers: { ...unmeasured, 'content-length': '100000000' } }, 413, 'too_large'],
    ['larger than said', { headers: { ...unmeasured, 'content-length': '2' }, body: `[]${large}` }, 400],
    ['chunked', { headers: chunked, body: `${chunk}0\r\n\r\n` }, 411, 'length_required'],
    ['chunked without an end', { headers: chunked, body: chunk }, 411, 'length_required'],
    ['chunked and measured', { headers: { ...chunked, 'content-length': '5' }, body: chunk }, 400],
    ['of a negative length', { headers: { ...unmeasured, 'content-length': '-1' } }, 400],
    [
      'large, to sign in',
      { path: '/api/auth/callback/enos', headers: { ...form, 'content-length': '100000' }, body: large },
      413,
      'too_large',
    ],
    [
      'chunked, to sign in',
      {
        path: '/api/auth/callback/enos',
        headers: { ...form, 'transfer-encoding': 'chunked' },
        body: '0\r\n\r\n',
      },
      411,
      'length_required',
    ],
  ]
  for (const [what, request, status, code] of cases) {
    const answer = await sendRaw(stack.url, { method: 'POST', ...request })
    expect([what, answer.status, codeIn(answer)]).toEqual([what, status, code])
  }
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toEqual([])
  const measured = await sendRaw(stack.url, action)
  expect(measured.body).toContain('"state":"accepted"')
})

test('what only Flowstop may write into a request is not taken from a client', async ({ stack }) => {
  const asWhat: Record<string, string>[] = [{}, { 'next-action': 'x' }]
  for (const headers of asWhat) {
    const answer = await sendRaw(stack.url, {
      headers: { cookie: 'flowstop.session=ended', 'x-flowstop-path': '//elsewhere.example', ...headers },
    })
    expect(answer.status).toBe(307)
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2F')
  }
  const forged = "script-src 'nonce-forged'"
  const { headers, body } = await sendRaw(stack.url, {
    path: '/sign-in',
    headers: { 'content-security-policy': forged, 'x-flowstop-door': 'too_large' },
  })
  expect(headers.get('content-security-policy')).not.toContain('forged')
  expect(body).not.toContain('forged')
})

test('each page has a nonce of its own, on every script, and lets nothing else run', async ({
  page,
  stack,
}) => {
  const nonces = new Set<string>()
  for (let load = 0; load < 3; load++) {
    const answer = await page.goto('/sign-in')
    const policy = (await answer?.headerValue('content-security-policy')) ?? ''
    const nonce = /script-src 'nonce-([\w-]+)' 'strict-dynamic';/.exec(policy)?.[1] ?? ''
    nonces.add(nonce)
    const html = (await answer?.text()) ?? ''
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(3)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    for (const part of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "connect-src 'self'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  }
  expect(nonces.size).toBe(3)
  const lost = await sendRaw(stack.url, { path: '/nowhere', headers: { cookie: 'flowstop.session=ended' } })
  expect(lost.status).toBe(404)
  expect(lost.headers.get('content-security-policy')).toContain("'strict-dynamic'")
})

/** Markup that has slipped into a page, with a handler: the policy keeps it from running, and Chromium says so. */
async function slipIn(page: Page): Promise<boolean> {
  await page.goto('/sign-in')
  const reported = page.waitForEvent('console', (message) =>
    message.text().includes('Content Security Policy'),
  )
  await page.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<button onclick="window.ran = true">Run</button>'),
  )
  await reported
  await page.getByRole('button', { name: 'Run' }).click()
  return page.evaluate(() => 'ran' in window)
}

test('a handler that slipped into a page does not run, and no test can allow it', async ({
  browser,
  stack,
}) => {
  // In a browser of its own, which the fixtures do not watch.
  const other = await browser.browserType().launch(test.info().project.use.launchOptions)
  const context = await other.newContext({ baseURL: stack.url })
  const errors = watchForErrors(context)
  expect(await slipIn(await context.newPage())).toBe(false)
  await other.close()
  expect(unexpectedErrors(errors, /./)).toEqual([expect.stringContaining('Content Security Policy')])
})

test.describe('in a test that allows every error', () => {
  test.use({ allowedErrors: /./ })

  test('a violation of the policy fails it all the same', async ({ page }) => {
    test.fail()
    await slipIn(page)
  })
})

test.describe('a page under another address than Flowstop’s own', () => {
  test.use({ allowedErrors: /status of 403/ })

  test('says in the dialog that nothing can be sent from there', async ({ page, stack, account }) => {
    const { flowInstId } = await stack.control.seedInstance({ ...running, owners: [account.username] })
    await signIn(page, account)
    await expect(rowOf(page, flowInstId)).toContainText('Running')
    await page.route('**/*', async (route, request) => {
      if (request.method() !== 'POST') return route.fallback()
      const headers = { ...(await request.allHeaders()), origin: ELSEWHERE }
      await route.fulfill({ response: await route.fetch({ headers }) })
    })
    await rowOf(page, flowInstId)
      .getByRole('button', { name: /^Cancel / })
      .click()
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
    await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
    await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
    await expect(dialog.getByRole('alert')).toContainText('opened under another address')
    await expect(dialog.getByRole('alert')).toContainText('No cancellation was sent')
    expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toEqual([])
  })
})

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
  expect([answer.status(), await answer.json()]).toEqual([404, { problem: { code: 'not_found' } }])
  expect(await (await page.request.get('/api/auth/session')).json()).toEqual(before)
  await page.goto('/')
  await page.getByRole('button', { name: `Account of ${account.username}` }).click()
  await expect(page.getByText('Engineer')).toBeVisible()
})

test('over plain http on loopback: cookies for the server alone, and no word of TLS', async ({
  page,
  stack,
  account,
}) => {
  await signIn(page, account)
  const cookies = await page.context().cookies()
  const kept = cookies.map(({ name, httpOnly, sameSite }) => `${name} ${httpOnly} ${sameSite}`).sort()
  expect(kept).toEqual([
    'flowstop.session true Lax',
    'flowstop.zone false Lax',
    'next-auth.callback-url true Lax',
    'next-auth.csrf-token true Lax',
  ])
  expect((await sendRaw(stack.url, { path: '/sign-in' })).headers.has('strict-transport-security')).toBe(
    false,
  )
})
