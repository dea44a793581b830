import type { Page } from '@playwright/test'
import { expect, signInByForm, test } from './fixtures'
import { cookieOf } from './support/cookies'
import { unexpectedErrors, watchForErrors } from './support/page-errors'
import { codeIn, sendRaw } from './support/raw-http'

const onEveryAnswer = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': /camera=\(\)/,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': /frame-ancestors 'none'/,
} as const

test('whatever the method and the address: no 5xx, and every answer carries its headers', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  await signInByForm(page, account)
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
      '/favicon.ico',
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

test('over plain http on loopback: cookies for the server alone, and no word of TLS', async ({
  page,
  stack,
  account,
}) => {
  await signInByForm(page, account)
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

test('an upgrade is answered and not held, whoever asks and wherever', async ({ stack }) => {
  for (const upgrade of ['websocket', 'h2c']) {
    for (const path of ['/', '/sign-in', '/_next/webpack-hmr', '/api/instances', '/nowhere']) {
      // Throws where no answer comes.
      const headers = {
        upgrade,
        connection: 'Upgrade, close',
        'sec-websocket-key': 'x',
        'sec-websocket-version': '13',
      }
      const answer = await sendRaw(stack.url, { path, headers })
      expect([path, answer.status]).toEqual([path, (await sendRaw(stack.url, { path })).status])
    }
  }
})

test('a file is told whole, whatever part or condition is asked for', async ({ page, stack }) => {
  await page.goto('/sign-in')
  const script = (await page.locator('script[src]').first().getAttribute('src')) ?? ''
  const asked: Record<string, string>[] = [
    ...['bytes=0-9', 'bytes=-1', 'bytes=9-1', 'bytes=999999999-', 'bytes=0-1,3-4', 'x'].map((range) => ({
      range,
    })),
    { 'if-match': '"other"' },
    { 'if-match': '*', range: 'bytes=0-9' },
    { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    { 'if-range': '"other"', range: 'bytes=0-9' },
  ]
  // A browser asks for the second by itself where a page could not say where its icon is.
  for (const path of ['/icon.svg', '/favicon.ico', script]) {
    const whole = await sendRaw(stack.url, { path })
    expect(whole.status).toBe(200)
    for (const headers of asked) {
      const answer = await sendRaw(stack.url, { path, headers })
      expect([path, headers, answer.status, answer.body]).toEqual([path, headers, 200, whole.body])
    }
  }
})
