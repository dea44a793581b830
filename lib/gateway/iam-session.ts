import 'server-only'
import { asInteger, asNumber, asObject, asText, type Fields, readFields } from './loose-values'
import type { JsonObject } from './reply'

/** A signed-in EnOS account (enos-api.md 8.2). `sessionId` is a secret. */
export type IamSession = {
  sessionId: string
  expiresInMs: number
  userId: string
  username: string
  orgId: string
  orgName: string
}

/** Why EnOS let nobody in, though it was reached. */
const LOG_IN_REFUSALS = [
  'wrong_password',
  'ldap',
  'password_expired',
  'too_many_tries',
  'account_disabled',
  'must_change_password',
  'mfa_required',
] as const

export type LogInRefusal = (typeof LOG_IN_REFUSALS)[number]

const REFUSAL_BY_CODE: ReadonlyMap<number, LogInRefusal> = new Map([
  [30400, 'wrong_password'],
  [30404, 'ldap'],
  [30410, 'password_expired'],
  [30429, 'too_many_tries'],
  [30511, 'account_disabled'],
])

export function refusalFromCode(code: number): LogInRefusal | null {
  return REFUSAL_BY_CODE.get(code) ?? null
}

/** The session of a successful reply; a refusal when its state forbids signing in; null when fields are missing. */
export function parseIamSession(body: JsonObject): IamSession | LogInRefusal | null {
  const object = asObject(body.session) ?? asObject(asObject(body.data)?.session)
  if (!object) return null
  const session = readFields(object)
  const user = readFields(asObject(session('user')) ?? {})
  const refusal = refusalFromState(session, user)
  if (refusal) return refusal

  const organization = readFields(asObject(session('workingOrganization')) ?? {})
  const sessionId = asText(session('id'))
  const seconds = asNumber(session('expires'))
  const userId = asText(user('id'))
  const username = asText(user('name'))
  const orgId = asText(organization('id'))
  if (sessionId === null || seconds === null || seconds <= 0) return null
  if (userId === null || username === null || orgId === null) return null
  const orgName = asText(organization('name')) ?? ''
  return { sessionId, expiresInMs: seconds * 1000, userId, username, orgId, orgName }
}

function refusalFromState(session: Fields, user: Fields): LogInRefusal | null {
  if (asInteger(user('state')) === 1) return 'account_disabled'
  if (asInteger(user('passwordState') ?? session('passwordState')) === 1) return 'must_change_password'
  // 0 is off, NONE the word other services use for it (enos-api.md 8.2, 8.3).
  const mfa = asText(user('mfaType') ?? session('mfaType'))?.toUpperCase() ?? '0'
  return mfa === '0' || mfa === 'NONE' ? null : 'mfa_required'
}
