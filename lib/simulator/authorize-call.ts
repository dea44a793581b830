import type { Call } from './call'
import { expectedSignature } from './signature'
import type { Simulation } from './simulation'

export type Verdict = 'let-in' | 'unauthorized' | 'token-expired'

/** Checks the apim headers of a business call against the bytes received (enos-api.md 3.4). */
export function authorizeCall(simulation: Simulation, call: Call, rawBody: Buffer): Verdict {
  const token = header(call, 'apim-accesstoken')
  const timestamp = header(call, 'apim-timestamp')
  const signature = header(call, 'apim-signature')
  simulation.secrets.note('signature', signature)
  if (!token || !timestamp || !signature) return refuse(call, 'unsigned', 'an apim header is missing')
  if (!/^\d{13}$/.test(timestamp)) return refuse(call, 'bad-timestamp', 'timestamp is not in milliseconds')
  const { settings } = simulation
  const state = simulation.tokens.check(token, Date.now(), settings.oldTokenAfterRefresh === 'works')
  if (state === 'unknown') return refuse(call, 'unknown-token', 'this access token was never issued')
  const expected = expectedSignature({
    token,
    secret: simulation.appSecret,
    timestamp,
    query: call.query,
    body: rawBody,
  })
  if (signature !== expected) return refuse(call, 'bad-signature', 'signature does not match the request')
  if (Math.abs(Number(timestamp) - simulation.gatewayNow()) > settings.signatureWindowMs)
    return refuse(call, 'stale-timestamp', 'timestamp lies outside the window')
  if (!simulation.signatures.isFirst(signature, Date.now(), settings.signatureWindowMs))
    return refuse(call, 'replayed-signature', 'this signature was used before')
  return state === 'expired' ? 'token-expired' : 'let-in'
}

function refuse(call: Call, kind: string, reason: string): Verdict {
  call.complain(kind, reason)
  return 'unauthorized'
}

function header(call: Call, name: string): string | undefined {
  const value = call.headers[name]
  return Array.isArray(value) ? undefined : value
}
