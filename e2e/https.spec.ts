import type { BrowserContext } from '@playwright/test'
import { expect, signInByForm, test } from './fixtures'
import { requestCancellation, rowOf } from './support/instance-list'
import type { Stack } from './support/stack'
import { signInForCookie, signOutCookie } from './support/without-browser'

const publicUrl = 'https://flowstop.example.com'

test.use({ stackOptions: { env: { AUTH_URL: publicUrl } }, baseURL: publicUrl })

/** A reverse proxy that ends TLS in front of the server, and calls it by another name over plain http. */
async function standBetween(context: BrowserContext, stack: Stack): Promise<void> {
  await context.route(`${publicUrl}/**`, async (route, request) => {
    const { pathname, search } = new URL(request.url())
    const { host: _, ...headers } = await request.allHeaders()
    const response = await route.fetch({ url: `${stack.url}${pathname}${search}`, headers, maxRedirects: 0 })
    await route.fulfill({ response })
  })
}

test('behind a proxy that ends TLS: the whole path works, and nothing is kept or sent but over TLS', async ({
  page,
  context,
  stack,
  account,
}) => {
  await standBetween(context, stack)
  const { flowInstId } = await stack.control.seedInstance({
    owners: [account.username],
    type: 1,
    status: 'RUNNING',
    cancelDelayMs: 500,
  })
  const answers: { path: string; hsts: string | null }[] = []
  page.on('response', (answer) => {
    const path = new URL(answer.url()).pathname
    answers.push({ path, hsts: answer.headers()['strict-transport-security'] ?? null })
  })
  await signInByForm(page, account)
  expect(page.url()).toBe(`${publicUrl}/`)
  await requestCancellation(page, flowInstId)
  await expect(rowOf(page, flowInstId)).toContainText(/Stopped after \d+ s/)
  await page.getByRole('button', { name: `Account of ${account.username}` }).click()
  await page.getByRole('button', { name: '简体中文' }).click()
  await expect(page.getByRole('link', { name: '历史' })).toBeVisible()

  const cookies = await context.cookies(publicUrl)
  const facts = cookies.map(({ name, httpOnly, secure, sameSite, path }) => ({
    name,
    httpOnly,
    secure,
    sameSite,
    path,
  }))
  const ours = { secure: true, sameSite: 'Lax', path: '/' }
  expect(facts.sort((a, b) => a.name.localeCompare(b.name))).toEqual(
    [
      { name: '__Host-flowstop.session', httpOnly: true, ...ours },
      { name: '__Host-next-auth.csrf-token', httpOnly: true, ...ours },
      { name: '__Secure-next-auth.callback-url', httpOnly: true, ...ours },
      { name: 'flowstop.locale', httpOnly: false, ...ours },
      { name: 'flowstop.zone', httpOnly: false, ...ours },
    ].sort((a, b) => a.name.localeCompare(b.name)),
  )
  expect(answers.length).toBeGreaterThan(10)
  expect(answers.filter(({ hsts }) => hsts !== 'max-age=31536000')).toEqual([])
  // What the page asks for at this moment would fail with it.
  await page.goto('about:blank')
  await context.unrouteAll({ behavior: 'ignoreErrors' })
})

test('signing out ends the session on the server there too', async ({ stack, account }) => {
  const cookie = await signInForCookie(stack, account)
  const instances = async () => (await fetch(`${stack.url}/api/instances`, { headers: { cookie } })).status
  expect(await instances()).toBe(200)
  await signOutCookie(stack, cookie)
  expect(await instances()).toBe(401)
})
