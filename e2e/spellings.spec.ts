import { expect, signIn, test } from './fixtures'
import { cookieOf } from './support/cookies'
import { codeIn, type RawRequest, sendRaw } from './support/raw-http'
import { findActionId } from './support/without-browser'

/** Ways to write an address so that it begins like a route that takes forms, and ends at a page. */
const SPELLINGS = [
  '/',
  '/history',
  '/sign-in',
  '/api/auth/../../',
  '/api/auth/../../history',
  '/api/auth/%2e%2e/%2e%2e/',
  '/api/auth/%2E%2e/.%2E/',
  '/api/auth/%252e%252e/%252e%252e/',
  '/api/auth/..%2f..%2f',
  '/api/auth/..%2f..%2fhistory',
  '/api/auth/..\\..\\',
  '/api/auth/..%5c..%5c',
  '/api/auth/callback/enos/../../../../',
  '/api/auth/signout/%2e%2e/%2e%2e/%2e%2e/',
  '/api/auth/signout/../signout',
  '/api/auth/./signout',
  '/./api/auth/signout',
  '/api/auth/.%09./.%09./',
  '/api/auth/..;/..;/',
  '/api/auth/..%00/..%00/',
  '/api%2fauth%2fx',
  '/api%2fauth%2fsignout',
  '/api%2fauth/../',
  '/api%5cauth%5csignout',
  '/%61pi/auth/signout',
  '/API/AUTH/SIGNOUT',
  '/api/auth/signout/',
  '/api/auth/signout;x=1',
  '/api/auth/signout#/',
  '/api/auth/signout%3f/',
  '/api/auth/signout%23/',
  '/api/auth/callback/enos%2f',
  '/api/auth/callback/nobody',
  '/api/auth/',
  '/api/auth/session',
  '//api/auth/signout',
  '/api//auth/signout',
  '/\\api/auth/signout',
  '//elsewhere.example/api/auth/signout',
  '*',
  'http://elsewhere.example/api/auth/../../',
  'http://elsewhere.example/api/auth/signout',
]

const READ_SPELLINGS = [
  '/api/../',
  '/api/%2e%2e/',
  '/api/%2e%2e/history',
  '/api%2f..%2fhistory',
  '/api/..%5chistory',
  '/api%2finstances',
  '/%61pi/instances',
  '/api/./instances',
  '/api/instances/',
  '/api/instances%2f',
  '/api/instances;x',
  '/API/instances',
  '/_next/static/../../',
  '/_next/static/%2e%2e/%2e%2e/history',
  '/_next/static/..%2f..%2fhistory',
  '/_next%2fstatic%2f..%2f..%2f',
  '/icon.svg/../history',
  '/icon.svg/%2e%2e/history',
  '/%69con.svg/x',
  '/HISTORY',
  '/%68istory',
  '/history/',
  '/history;x',
  '/history%2f',
]

const ON_EVERY_ANSWER = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': "default-src 'none'",
} as const

const BOUNDARY = 'b'

/** A form of React's: an action with its arguments, as a page sends it whose script has not come yet. */
function actionForm(flowInstId: string): string {
  const input = { flowInstId, reason: 'stuck', note: '', key: crypto.randomUUID() }
  const fields = {
    $ACTION_REF_1: '',
    '$ACTION_1:0': JSON.stringify({ id: findActionId('cancelFlowInstance'), bound: '$@1' }),
    '$ACTION_1:1': JSON.stringify([input]),
  }
  return multipart(fields)
}

function multipart(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--${BOUNDARY}--\r\n`
}

function post(path: string, body: string, headers: Record<string, string>): RawRequest {
  const type = `multipart/form-data; boundary=${BOUNDARY}`
  const length = String(Buffer.byteLength(body))
  return {
    method: 'POST',
    path,
    body,
    headers: { 'content-type': type, 'content-length': length, ...headers },
  }
}

test('an action that comes as a form is done under no spelling of an address', async ({
  page,
  stack,
  account,
}) => {
  test.slow()
  const { flowInstId } = await stack.control.seedInstance({
    type: 1,
    status: 'RUNNING',
    owners: [account.username],
  })
  await signIn(page, account)
  const cookie = await cookieOf(page)
  const real = actionForm(flowInstId)
  const bodies = {
    real,
    broken: multipart({ $ACTION_REF_1: '', '$ACTION_1:0': '{"id":' }),
    plain: multipart({ [`$ACTION_ID_${findActionId('cancelFlowInstance')}`]: '' }),
    'cut off': real.slice(0, -6),
  }
  const asWhom: Record<string, string>[] = [
    {},
    { origin: stack.url },
    { cookie },
    { cookie, origin: stack.url },
  ]
  for (const path of SPELLINGS) {
    for (const headers of asWhom) {
      for (const [what, body] of Object.entries(bodies)) {
        const answer = await sendRaw(stack.url, post(path, body, headers))
        const how = `${what} to ${path} ${'cookie' in headers ? 'with' : 'without'} a session`
        // Next folds doubled and turned slashes before anything else.
        if (answer.status === 308) continue
        const told = [answer.status, codeIn(answer)].join(' ')
        expect.soft(told, how).toMatch(/^(?:400 bad_address|405 method_not_allowed)$/)
        expect.soft(answer.headers.get('content-security-policy'), how).toContain("default-src 'none'")
      }
    }
  }
  expect(await stack.control.calls({ operation: 'flowInstances.cancel', flowInstId })).toEqual([])
  expect(test.info().errors).toEqual([])
  expect(await stack.control.instance(flowInstId)).toMatchObject({ statusDesc: 'RUNNING', cancelCount: 0 })
  expect((await sendRaw(stack.url, { path: '/api/instances', headers: { cookie } })).status).toBe(200)
})

test('a stranger reads nothing under any spelling of an address, and every answer carries its headers', async ({
  stack,
}) => {
  const anybodys = ['/sign-in', '/api/auth/session']
  for (const path of [...SPELLINGS, ...READ_SPELLINGS].filter((one) => !anybodys.includes(one))) {
    for (const headers of [{}, { rsc: '1' }, { 'next-action': 'x' }] as Record<string, string>[]) {
      const answer = await sendRaw(stack.url, { path, headers })
      const how = `${path} ${Object.keys(headers)}`
      const goesTo = new URL(answer.headers.get('location') ?? '/', stack.url)
      const told = [answer.status, codeIn(answer) ?? goesTo.pathname].join(' ')
      // Next folds doubled and turned slashes, and takes the last one off, before anything else.
      // It sends what asks for a page's data without a key of caches back to the same address with one.
      const isSentBack = answer.status === 308 || goesTo.searchParams.has('_rsc')
      if (isSentBack) expect.soft(goesTo.origin, how).toBe(stack.url)
      else expect.soft(told, how).toMatch(/^(?:400 bad_address|401 signed_out|404 not_found|307 \/sign-in)$/)
      for (const [name, value] of Object.entries(ON_EVERY_ANSWER))
        expect.soft(answer.headers.get(name) ?? '', `${name} of ${how}`).toContain(value)
    }
  }
  expect(test.info().errors).toEqual([])
})
