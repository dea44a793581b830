import { randomUUID } from 'node:crypto'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { noErrorAllowed, unexpectedErrors, watchForErrors } from './support/page-errors'
import type { Account } from './support/simulator-control'
import { type Stack, type StackOptions, startStack } from './support/stack'

type WorkerFixtures = {
  /** Settings of the stack: `test.use({ stackOptions: … })` at the top of a file gives it a stack of its own. */
  stackOptions: StackOptions
  stack: Stack
}

type TestFixtures = {
  /** Errors of the page that a test provokes on purpose. */
  allowedErrors: RegExp
  /** A person whom no other test knows. */
  account: Account
  noPageErrors: undefined
  serverLogOnFailure: undefined
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stackOptions: [{}, { option: true, scope: 'worker' }],
  stack: [
    async ({ stackOptions }, use) => {
      const stack = await startStack(stackOptions)
      await use(stack)
      await stack.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.url),
  allowedErrors: [noErrorAllowed, { option: true }],
  account: async ({ stack }, use) => use(await newAccount(stack)),
  noPageErrors: [
    async ({ browser, allowedErrors }, use) => {
      const errors: string[] = []
      const watch = (context: BrowserContext) => watchForErrors(context, errors)
      browser.on('context', watch)
      await use(undefined)
      browser.off('context', watch)
      expect(unexpectedErrors(errors, allowedErrors), 'errors in the page').toEqual([])
    },
    { auto: true },
  ],
  serverLogOnFailure: [
    async ({ stack }, use, testInfo) => {
      const before = stack.serverLog().length
      await use(undefined)
      if (testInfo.status === testInfo.expectedStatus) return
      await testInfo.attach('server log', {
        body: stack.serverLog().slice(before),
        contentType: 'text/plain',
      })
    },
    { auto: true },
  ],
})

export { expect }

export async function newAccount(stack: Stack): Promise<Account> {
  const username = `tester-${randomUUID().slice(0, 8)}`
  return stack.control.createAccount({ username, password: `${username}-password-1` })
}

type SignsIn = Pick<Account, 'username' | 'password'>

/** Signs in over HTTP, as the form does, and opens the list: the form itself has specs of its own. */
export async function signIn(page: Page, { username, password }: SignsIn): Promise<void> {
  // Shares its cookies with the page.
  const { request } = page.context()
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const form = { username, password, csrfToken, json: 'true' }
  const answer = await request.post('/api/auth/callback/enos', { form })
  expect(answer.status(), await answer.text()).toBe(200)
  await page.goto('/')
}

/** Signs in through the page, as a person does, and waits until the app shows what comes after. */
export async function signInByForm(page: Page, person: SignsIn): Promise<void> {
  await page.goto('/sign-in')
  await submitSignIn(page, person)
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Fills the form of the sign-in page, which is open, and sends it, whatever comes of it. */
export async function submitSignIn(page: Page, { username, password }: SignsIn): Promise<void> {
  await page.getByLabel('Username', { exact: true }).fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
