import type { Request } from '@playwright/test'
import type { OpenCancellations } from '@/lib/shared/instances'
import { expect, newAccount, signIn, submitSignIn, test } from './fixtures'
import { captureCancel, replay } from './support/captured-cancel'
import { requestCancellation } from './support/instance-list'
import type { Account, CallFilter } from './support/simulator-control'
import type { Stack } from './support/stack'
import { signInForCookie, signOutCookie } from './support/without-browser'

test('a stranger gets nothing but the sign-in page', async ({ page, request, stack }) => {
  const record = crypto.randomUUID()
  const instance = '2438-201908081020'
  const pages = [
    '/',
    '/history',
    '/history?before=x',
    `/history/${record}`,
    `/instances/${instance}`,
    '/nowhere',
  ]
  for (const path of pages) {
    await page.goto(path)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  }
  const reads = [
    '',
    `/${instance}`,
    `/${instance}/raw`,
    `/${instance}/impact`,
    `/${instance}/tasks?of=7-2019080810`,
  ]
  for (const path of [
    ...reads.map((rest) => `/api/instances${rest}`),
    '/api/cancellations/open',
    `/api/cancellations/${record}`,
  ]) {
    const answer = await request.get(`${stack.url}${path}`)
    expect(answer.status()).toBe(401)
    expect(await answer.json()).toEqual({ problem: { code: 'signed_out' } })
  }
  expect((await request.get(`${stack.url}/api/health`)).status()).toBe(200)
})

test('sign-in leads back to where the person wanted to go, and never to another site', async ({
  page,
  stack,
  account,
}) => {
  await page.goto('/history')
  await submitSignIn(page, account)
  await page.waitForURL('**/history')
  await page.context().clearCookies()
  await page.goto('/sign-in?next=https://example.com/')
  await submitSignIn(page, account)
  await page.waitForURL(`${stack.url}/`)
})

test('a session that was signed out is worthless, whatever the cookie', async ({
  page,
  request,
  stack,
  account,
}) => {
  await signIn(page, account)
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const list = () => request.get(`${stack.url}/api/instances`, { headers: { cookie } })
  expect((await list()).status()).toBe(200)
  await page.getByRole('button', { name: `Account of ${account.username}` }).click()
  await page.getByText('Sign out', { exact: true }).click()
  await page.waitForURL('**/sign-in**')
  expect((await list()).status()).toBe(401)
  await request.get(`${stack.url}/api/auth/session`, { headers: { cookie } })
  expect((await list()).status()).toBe(401)
})

test('a captured cancel, replayed as nobody or as somebody else, is refused and leaves no trace', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = scene(stack)
  const used = await owned(account)
  const flowInstId = await owned(account)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const mine = await signedIn(account)
  const ended = await signedIn(account)
  await signOutCookie(stack, ended)
  const since = (await calls({})).at(-1)?.n ?? 0
  const key = () => crypto.randomUUID()

  for (const cookie of ['', 'flowstop.session=forged', ended]) {
    const answer = await replay(post, { cookie, flowInstId, key: key() })
    expect([answer.status, answer.result]).toEqual([200, { ok: false, problem: { code: 'signed_out' } }])
  }
  const abroad = await replay(post, {
    cookie: mine,
    flowInstId,
    key: key(),
    origin: 'https://elsewhere.example',
  })
  expect([abroad.status, JSON.parse(abroad.body)]).toEqual([403, { problem: { code: 'foreign_origin' } }])
  expect(await calls({ flowInstId, since })).toEqual([])

  const other = await newAccount(stack)
  const cookie = await signedIn(other)
  const forged = forgedFor(account)
  const answer = await replay(post, { cookie, flowInstId, key: key(), forged })
  expect([answer.status, answer.result]).toEqual([200, { ok: false, problem: { code: 'not_found' } }])
  // EnOS was asked once whose instance it is, as who really asks.
  expect(await calls({ flowInstId, since })).toMatchObject([
    { operation: 'flowInstances.get', userId: other.userId, orgId: other.orgId },
  ])
  expect(await stack.control.instance(flowInstId)).toMatchObject({ cancelCount: 0, statusDesc: 'RUNNING' })
  expect(await historyOf(stack, mine)).toEqual([used])
  expect(await historyOf(stack, cookie)).toEqual([])
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('somebody else’s instance, a foreign organization’s and a missing one are told apart by nobody', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = scene(stack)
  const used = await owned(account)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookie = await signedIn(account)
  const foreign = await stack.control.seedInstance({ ...running, owners: ['x'], orgId: 'o19999999999999' })
  const answers: unknown[] = []
  for (const flowInstId of [await owned(await newAccount(stack)), foreign.flowInstId, '2438-201908081020']) {
    const { status, result } = await replay(post, { cookie, flowInstId, key: crypto.randomUUID() })
    const asked = await calls({ flowInstId })
    answers.push({ status, result, asked: asked.map(({ operation, userId }) => ({ operation, userId })) })
  }
  const told = {
    status: 200,
    result: { ok: false, problem: { code: 'not_found' } },
    asked: [{ operation: 'flowInstances.get', userId: account.userId }],
  }
  expect(answers).toEqual([told, told, told])
})

test('who asks is who is signed in, whatever the request claims', async ({ page, stack, account }) => {
  const { owned, signedIn, calls } = scene(stack)
  const other = await newAccount(stack)
  const used = await owned(account)
  const flowInstId = await owned(account)
  const theirs = await owned(other)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookie = await signedIn(account)
  const forged = forgedFor(other)

  const refused = await replay(post, { cookie, flowInstId: theirs, key: crypto.randomUUID(), forged })
  expect(refused.result).toEqual({ ok: false, problem: { code: 'not_found' } })
  expect(await calls({ flowInstId: theirs })).toMatchObject([{ userId: account.userId }])

  const done = await replay(post, { cookie, flowInstId, key: crypto.randomUUID(), forged })
  expect(done.result).toMatchObject({
    ok: true,
    cancellation: { flowInstId, state: 'accepted', askedBy: account.username, askedByMe: true },
  })
  expect(await calls({ operation: 'flowInstances.cancel', flowInstId })).toMatchObject([
    { userId: account.userId, orgId: account.orgId, code: 0 },
  ])
  expect(await historyOf(stack, cookie)).toEqual([used, flowInstId].sort())
  expect(await historyOf(stack, await signedIn(other))).toEqual([])
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('a key stands for one person’s wish about one instance, and is spent once', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = scene(stack)
  const [used, free, twice] = [await owned(account), await owned(account), await owned(account)]
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookie = await signedIn(account)
  const cancels = (flowInstId: string) => calls({ operation: 'flowInstances.cancel', flowInstId })

  const again = await replay(post, { cookie, flowInstId: used })
  expect(again.result).toMatchObject({ ok: true, cancellation: { flowInstId: used } })
  expect(await cancels(used)).toHaveLength(1)

  const reused = await replay(post, { cookie, flowInstId: free })
  expect(reused.result).toEqual({ ok: false, problem: { code: 'key_reused' } })
  expect(await cancels(free)).toEqual([])

  // Both have read the instance before either writes.
  await slowReadsOf(stack, twice)
  const both = { cookie, flowInstId: twice, key: crypto.randomUUID() }
  const answers = await Promise.all([replay(post, both), replay(post, both)])
  const records = answers.map(({ result }) => (result?.ok ? result.cancellation.id : result))
  expect(records).toEqual([expect.any(String), records[0]])
  expect(await cancels(twice)).toMatchObject([{ userId: account.userId, orgId: account.orgId }])
  expect(await historyOf(stack, cookie)).toEqual([used, twice].sort())
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('two owners at once: one cancel is sent, and the other is told who asked', async ({
  page,
  stack,
  account,
}) => {
  const { owned, signedIn, calls } = scene(stack)
  const partner = await newAccount(stack)
  const used = await owned(account)
  const shared = await owned(account, partner)
  await signIn(page, account)
  const post = await captureCancel(page, used)
  const cookies = [await signedIn(account), await signedIn(partner)]
  await slowReadsOf(stack, shared)
  const answers = await Promise.all(
    cookies.map((cookie) => replay(post, { cookie, flowInstId: shared, key: crypto.randomUUID() })),
  )
  const first = answers.findIndex(({ result }) => result?.ok)
  const winner = first === 0 ? account : partner
  expect(answers[first]?.result).toMatchObject({ ok: true, cancellation: { askedBy: winner.username } })
  expect(answers[1 - first]?.result).toMatchObject({
    ok: false,
    problem: { code: 'already_asked', detail: { by: winner.username } },
  })
  expect(await calls({ operation: 'flowInstances.cancel', flowInstId: shared })).toMatchObject([
    { userId: winner.userId, orgId: winner.orgId, code: 0 },
  ])

  // An owner sees it though they did not ask; nobody else does.
  const [mine = '', theirs = ''] = cookies
  expect(await historyOf(stack, mine)).toEqual([used, shared].sort())
  expect(await historyOf(stack, theirs)).toEqual([shared])
  const stranger = await signedIn(await newAccount(stack))
  expect(await historyOf(stack, stranger)).toEqual([])
  expect(await openOf(stack, theirs)).toEqual([shared])
  expect(await openOf(stack, stranger)).toEqual([])
  expect(await stack.control.protocolErrors()).toEqual([])
})

test('a stranger who reads is sent to sign in, with a way back on this site', async ({ stack }) => {
  for (const method of ['GET', 'HEAD']) {
    for (const path of ['/', '/history', '/history?before=x', '/nowhere', '/%2F%2Felsewhere.example']) {
      const answer = await fetch(stack.url + path, { method, redirect: 'manual' })
      expect([method, path, answer.status]).toEqual([method, path, 307])
      const to = new URL(answer.headers.get('location') ?? '', stack.url)
      expect([to.origin, to.pathname]).toEqual([stack.url, '/sign-in'])
      expect(to.searchParams.get('next')).toBe(path === '/' ? null : path)
    }
  }
})

test('endings are told only to who asked: a replayed claim by somebody else takes nothing', async ({
  page,
  request,
  browser,
  stack,
  account,
}) => {
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: [account.username],
    cancelDelayMs: 500,
  })
  await signIn(page, account)
  await requestCancellation(page, flowInstId)
  const claim = page.waitForRequest(
    (one) =>
      one.method() === 'POST' &&
      'next-action' in one.headers() &&
      !(one.postData() ?? '').includes(flowInstId),
  )
  const post = await claim
  const answer = await request.post(post.url(), { headers: actionHeaders(post), data: post.postData() ?? '' })
  expect(await answer.text()).toMatch(/^\d+:\[\]$/m)
  const context = await browser.newContext({ baseURL: stack.url })
  const otherPage = await context.newPage()
  await signIn(otherPage, await newAccount(stack))
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  await context.close()
  const theirs = await request.post(post.url(), {
    headers: { ...actionHeaders(post), cookie },
    data: post.postData() ?? '',
  })
  expect(await theirs.text()).toMatch(/^\d+:\[\]$/m)
})

function actionHeaders(post: Request): Record<string, string> {
  const { 'next-action': action = '', 'content-type': type = '', accept = '' } = post.headers()
  const state = post.headers()['next-router-state-tree']
  return {
    'next-action': action,
    'content-type': type,
    accept,
    origin: new URL(post.url()).origin,
    ...(state ? { 'next-router-state-tree': state } : {}),
  }
}

const running = { type: 1, status: 'RUNNING', cancelDelayMs: 60_000 } as const

function scene(stack: Stack) {
  return {
    owned: async (...owners: Account[]): Promise<string> => {
      const names = owners.map(({ username }) => username)
      return (await stack.control.seedInstance({ ...running, owners: names })).flowInstId
    },
    signedIn: (account: Account) => signInForCookie(stack, account),
    calls: (filter: CallFilter) => stack.control.calls(filter),
  }
}

function forgedFor({ userId, orgId, username }: Account): object {
  return {
    userId,
    orgId,
    owner: username,
    owners: [username],
    viewer: { userId, orgId, username, role: 'lead' },
  }
}

async function slowReadsOf(stack: Stack, flowInstId: string): Promise<void> {
  const kind = { type: 'delay', ms: 700, when: 'after' } as const
  await stack.control.addFault({ operation: 'flowInstances.get', match: { flowInstId }, times: 2, kind })
}

/** The instances of which somebody's history shows a cancellation. */
async function historyOf({ url }: Stack, cookie: string): Promise<string[]> {
  const answer = await fetch(`${url}/history`, { headers: { cookie }, redirect: 'manual' })
  expect(answer.status).toBe(200)
  return [...new Set((await answer.text()).match(/\b\d+-\d{14}\b/g))].sort()
}

async function openOf({ url }: Stack, cookie: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/cancellations/open`, { headers: { cookie } })
  const { open } = (await answer.json()) as OpenCancellations
  return open.map(({ flowInstId }) => flowInstId)
}
