import { type Answer, type Call, isRecord } from './call'
import type { Result } from './refusal'
import { expectedEncryption } from './signature'
import type { Simulation } from './simulation'

const REFUSALS: Readonly<Record<number, string>> = {
  1001: 'repeated request with the same encryption',
  1002: 'appKey does not exist',
  1003: 'encryption is invalid',
  1004: 'invalid parameter',
  1202: 'a parameter is empty',
  1203: 'access token expired',
  1204: 'refresh failed',
}

/** Get Access Token (enos-api.md 3.2). */
export function getToken(simulation: Simulation, call: Call): Answer {
  const refused = checkProof(simulation, call, ['appKey', 'encryption', 'timestamp'])
  if (refused !== 0) return answer(simulation, refused)
  const { settings, tokens } = simulation
  return give(simulation, tokens.get(Date.now(), settings.tokenLifeS))
}

/** Refresh Access Token (enos-api.md 3.3). */
export function refreshToken(simulation: Simulation, call: Call): Answer {
  const refused = checkProof(simulation, call, ['appKey', 'encryption', 'timestamp', 'accessToken'])
  if (refused !== 0) return answer(simulation, refused)
  const { settings, tokens } = simulation
  const old = isRecord(call.body) ? String(call.body.accessToken) : ''
  const state = tokens.check(old, Date.now(), true)
  if (state === 'expired') return answer(simulation, 1203)
  if (state === 'unknown') return answer(simulation, 1204)
  return give(simulation, tokens.refresh(Date.now(), settings.tokenLifeS))
}

function give(simulation: Simulation, token: { accessToken: string; expire: number }): Answer {
  simulation.secrets.note('token', token.accessToken)
  return answer(simulation, 0, token)
}

function checkProof(simulation: Simulation, call: Call, fields: string[]): number {
  const { body } = call
  if (!isRecord(body)) return complained(call, 1004, 'body is not a JSON object')
  for (const field of fields)
    if (body[field] === undefined || body[field] === null || body[field] === '')
      return complained(call, 1202, `${field} is missing or empty`)
  for (const name of Object.keys(body))
    if (!fields.includes(name)) call.complain('undocumented-parameter', `body field ${name}`)
  const { appKey, encryption, accessToken = '' } = body
  simulation.secrets.note('encryption', encryption)
  const timestamp = String(body.timestamp)
  if (typeof appKey !== 'string' || typeof encryption !== 'string' || typeof accessToken !== 'string')
    return complained(call, 1004, 'appKey, encryption and accessToken are strings')
  if (!/^\d{13}$/.test(timestamp)) return complained(call, 1004, 'timestamp is not in milliseconds')
  if (appKey !== simulation.appKey) return 1002
  if (encryption !== expectedEncryption(appKey, timestamp, simulation.appSecret)) return 1003
  const { signatureWindowMs } = simulation.settings
  if (Math.abs(Number(timestamp) - simulation.gatewayNow()) > signatureWindowMs) return 1004
  return simulation.encryptions.isFirst(encryption, Date.now(), signatureWindowMs) ? 0 : 1001
}

function complained(call: Call, code: number, reason: string): number {
  call.complain('token-request', reason)
  return code
}

function answer(simulation: Simulation, code: number, data?: unknown): Answer {
  return answerToken(simulation, { code, msg: REFUSALS[code] ?? 'SUCCESS', data })
}

/** The envelope of the token service (enos-api.md 2). */
export function answerToken(simulation: Simulation, { code, msg, data }: Result): Answer {
  const tail = data === undefined ? {} : { data }
  const head = { [simulation.settings.tokenStatusField]: code, msg, business: 'apim-token-service' }
  return { http: 200, code, body: { ...head, ...tail } }
}
