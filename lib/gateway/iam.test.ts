import { describe, expect, it } from 'vitest'
import { playWithServer } from '@/lib/testing/scripted-server'
import { timeoutFor } from './test-server'

const { server, gateway } = playWithServer()

const LOGIN = 'login'
const account = { principal: 'alice', credentials: 'correct horse', clientIp: '10.0.0.1' }
const logIn = (timeoutMs = timeoutFor({})) => gateway({ timeoutMs }).logIn(account)

const session = (changes: { session?: object; user?: object; organization?: object | null } = {}) => ({
  json: {
    status: 0,
    success: true,
    message: '',
    requestId: null,
    session: {
      id: 'IAM_S_1',
      expires: 7200,
      user: { id: 'u1', name: 'alice', state: 0, mfaType: null, ...changes.user },
      workingOrganization:
        changes.organization === undefined ? { id: 'o1', name: 'North' } : changes.organization,
      ...changes.session,
    },
  },
})

describe('logging in', () => {
  it('sends the account once, signed, and reads the session', async () => {
    server.script(LOGIN, session())
    expect(await logIn()).toEqual({
      ok: true,
      value: {
        sessionId: 'IAM_S_1',
        expiresInMs: 7_200_000,
        userId: 'u1',
        username: 'alice',
        orgId: 'o1',
        orgName: 'North',
      },
    })
    const [call] = server.calls(LOGIN)
    expect(call?.url).toBe('/enos-iam-service/v2.0/login')
    expect(JSON.parse(call?.body ?? '')).toEqual({ authType: 0, ...account })
    expect(call?.headers['apim-signature']).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    [30400, 'wrong_password'],
    [30404, 'ldap'],
    [30410, 'password_expired'],
    [30429, 'too_many_tries'],
    [30511, 'account_disabled'],
  ])('%i is %s, at any HTTP status', async (code, reason) => {
    for (const http of [200, 400, 401, 429, 500]) {
      server.script(LOGIN, { http, json: { status: code, success: false, message: 'no' } })
      expect(await logIn()).toMatchObject({ ok: false, error: { kind: 'sign_in', reason, code } })
    }
    expect(server.calls(LOGIN)).toHaveLength(5)
  })

  it.each<[string, Parameters<typeof session>[0], string]>([
    ['a disabled user', { user: { state: 1 } }, 'account_disabled'],
    ['a disabled user as text', { user: { state: '1' } }, 'account_disabled'],
    ['passwordState of the user', { user: { passwordState: 1 } }, 'must_change_password'],
    ['password_state of the user', { user: { password_state: '1' } }, 'must_change_password'],
    ['password_state of the session', { session: { password_state: 1 } }, 'must_change_password'],
    ['mfa by SMS', { user: { mfaType: 1 } }, 'mfa_required'],
    ['mfa by both, as text', { user: { mfa_type: '3' } }, 'mfa_required'],
    ['mfa by name', { user: { mfaType: 'SMS' } }, 'mfa_required'],
  ])('refuses %s', async (_name, changes, reason) => {
    server.script(LOGIN, session(changes))
    expect(await logIn()).toMatchObject({ ok: false, error: { kind: 'sign_in', reason, code: null } })
  })

  it.each([0, '0', 'NONE', 'none', '', null])('takes mfaType %j for off', async (mfaType) => {
    server.script(LOGIN, session({ user: { mfaType, passwordState: 0, state: '0' } }))
    expect((await logIn()).ok).toBe(true)
  })

  it.each<[string, Parameters<typeof session>[0]]>([
    ['id', { session: { id: null } }],
    ['expires', { session: { expires: null } }],
    ['user', { session: { user: null } }],
    ['user id', { user: { id: '' } }],
    ['username', { user: { name: null } }],
    ['organization', { organization: null }],
  ])('calls a session without %s malformed', async (_name, changes) => {
    server.script(LOGIN, session(changes))
    expect(await logIn()).toMatchObject({ ok: false, error: { kind: 'malformed' } })
  })

  it.each([
    ['HTTP 503', { http: 503, text: '' }, 'gateway_error'],
    ['a cut connection', { cut: 'before' as const }, 'unreachable'],
    ['a timeout', { hang: true }, 'timeout'],
    ['HTTP 429', { http: 429, text: '', headers: { 'retry-after': '0' } }, 'limited'],
  ])('is not tried again after %s', async (_name, answer, kind) => {
    server.script(LOGIN, answer)
    expect(await logIn(timeoutFor(answer))).toMatchObject({ ok: false, error: { kind } })
    expect(server.calls(LOGIN)).toHaveLength(1)
  })

  it('is tried again with a new token after 1203', async () => {
    server.script(LOGIN, { json: { status: 1203 } }, session())
    expect((await logIn()).ok).toBe(true)
  })

  it('is tried again with a new token after a 401 of the gateway, once', async () => {
    const refused = { http: 401, json: { message: 'Invalid authentication credentials' } }
    server.script(LOGIN, refused, session())
    expect((await logIn()).ok).toBe(true)
    server.script(LOGIN, refused, refused)
    expect(await logIn()).toMatchObject({ ok: false, error: { kind: 'unauthorized', code: 'token_refused' } })
    expect(server.calls(LOGIN)).toHaveLength(4)
  })

  it('never repeats the password', async () => {
    server.script(LOGIN, { json: { status: 30999, message: 'bad password correct horse' } })
    const answer = await logIn()
    expect(answer).toMatchObject({ ok: false, error: { kind: 'rejected', code: 30999 } })
    expect(JSON.stringify(answer)).not.toContain('horse')
  })
})
