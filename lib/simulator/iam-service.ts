import type { Account } from './accounts'
import { type Answer, type Call, isRecord } from './call'
import type { Session } from './sessions'
import type { Simulation } from './simulation'

const MESSAGES: Readonly<Record<number, string>> = {
  30400: 'Invalid account or password',
  30401: 'Invalid bearer',
  30404: 'Not found',
  30410: 'Password expired',
  30429: 'Too many failures, try again later',
  30511: 'Account is disabled',
}
const LOGIN_FIELDS = [
  'authType',
  'linkName',
  'principal',
  'credentials',
  'keyId',
  'captcha',
  'clientIp',
  'expireInterval',
]

/** Log In (enos-api.md 8.2). */
export function logIn(simulation: Simulation, call: Call): Answer {
  const { body, now } = call
  if (!isRecord(body)) return complained(call, 'body is not a JSON object')
  for (const name of Object.keys(body))
    if (!LOGIN_FIELDS.includes(name)) call.complain('undocumented-parameter', `body field ${name}`)
  const { authType, principal, credentials, expireInterval } = body
  if (authType !== 0 && authType !== 1) return complained(call, 'authType is 0 or 1')
  if (typeof principal !== 'string' || typeof credentials !== 'string')
    return complained(call, 'principal and credentials are mandatory strings')
  if (authType === 1) return refused(typeof body.linkName === 'string' ? 30400 : 30404)
  if (simulation.lockouts.isLocked(principal, now)) return refused(30429)
  const account = simulation.accounts.byName(principal)
  if (!account || account.password !== credentials) {
    simulation.lockouts.fail(principal, now, simulation.settings.lockoutMs)
    return refused(30400)
  }
  if (account.state === 'disabled') return refused(30511)
  if (account.state === 'expired') return refused(30410)
  simulation.lockouts.forget(principal)
  const lifeS =
    typeof expireInterval === 'number' && expireInterval > 0
      ? expireInterval
      : simulation.settings.sessionLifeS
  const session = simulation.sessions.open(account.userId, now, lifeS)
  simulation.secrets.note('session', session.id)
  return accepted({ ...sessionHead(session, now), user: camelUser(account), ...organizations(account) })
}

/** Get Session Information: some keys come in snake case (enos-api.md 8.2). */
export function sessionInfo(simulation: Simulation, call: Call): Answer {
  const id = call.headers.authorization
  if (!id) return complained(call, 'Authorization header is missing', 30401)
  const session = simulation.sessions.find(id, call.now)
  const account = session && simulation.accounts.byId(session.userId)
  if (!session || !account) return refused(30401)
  const { passwordState, ...user } = camelUser(account)
  return accepted({
    ...sessionHead(session, call.now),
    user: { ...user, password_state: passwordState, password_expire_time: null },
    ...organizations(account),
  })
}

function sessionHead(session: Session, now: number): Record<string, unknown> {
  return {
    id: session.id,
    expires: session.expiresS,
    createTime: Math.floor(session.createdAt / 1000),
    refreshTime: Math.floor(now / 1000),
  }
}

function camelUser(account: Account): Record<string, unknown> {
  return {
    id: account.userId,
    name: account.username,
    email: `${account.username}@example.com`,
    organizationId: account.orgId,
    type: account.type,
    state: account.state === 'disabled-session' ? 1 : 0,
    authType: 0,
    mfaType: account.state === 'mfa' ? 1 : 0,
    passwordState: account.state === 'must-change' ? 1 : 0,
  }
}

function organizations(account: Account): Record<string, unknown> {
  const { orgId: id, orgName: name } = account
  return {
    workingOrganization: { id, name, domain: `${id}.example.com` },
    residentOrganization: { id, name, domain: null },
  }
}

function accepted(session: Record<string, unknown>): Answer {
  const flags = { success: true, successful: true, fail: false, failed: false }
  return {
    http: 200,
    code: 0,
    body: { status: 0, ...flags, message: '', requestId: null, captcha: '', session },
  }
}

function refused(code: number): Answer {
  return refuseSignIn(code, MESSAGES[code] ?? 'Refused')
}

export function refuseSignIn(code: number, message: string): Answer {
  const flags = { success: false, successful: false, fail: true, failed: true }
  return { http: 200, code, body: { status: code, ...flags, message, requestId: null, captcha: '' } }
}

function complained(call: Call, reason: string, code = 30400): Answer {
  call.complain('bad-parameter', reason)
  return refused(code)
}
