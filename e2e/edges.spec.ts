import type { Request } from '@playwright/test'
import { expect, signIn, test } from './fixtures'
import { captureCancel } from './support/captured-cancel'
import { cookieOf } from './support/cookies'
import { dialogOf, pressCancel, rowOf } from './support/instance-list'
import { codeIn, type RawRequest, sendRaw } from './support/raw-http'

const ELSEWHERE = 'https://elsewhere.example'
const running = { type: 1, status: 'RUNNING' } as const

async function replayOf(post: Request, flowInstId: string): Promise<RawRequest & { body: string }> {
  const [input] = JSON.parse(post.postData() ?? '[]') as [object]
  const body = JSON.stringify([{ ...input, flowInstId, key: crypto.randomUUID() }])
  const { connection: _, host: __, 'accept-encoding': ___, ...headers } = await post.allHeaders()
  return { method: 'POST', headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` }, body }
}

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
    await pressCancel(page, flowInstId)
    const dialog = dialogOf(page)
    await dialog.getByLabel('Reason').selectOption({ label: 'Maintenance' })
    await dialog.getByRole('button', { name: /^Request cancellation/ }).click()
    await expect(dialog.getByRole('alert')).toContainText('opened under another address')
    await expect(dialog.getByRole('alert')).toContainText('No cancellation was sent')
    expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toEqual([])
  })
})
