import 'server-only'
import type { CallOptions } from './config'
import { badInput, type GatewayError, unexpectedShape } from './errors'
import { type IamSession, type LogInRefusal, parseIamSession, refusalFromCode } from './iam-session'
import type { Line } from './line'
import { type Retries, readCall } from './read'
import { fail, ok, type Result } from './result'

export type LogIn = { principal: string; credentials: string; clientIp?: string | undefined }

/** `code`: EnOS's own, or null when it let the person in but the account's state forbids it. */
export type LogInFailure =
  | { kind: 'sign_in'; reason: LogInRefusal; code: number | null; requestId: string | null }
  | GatewayError

// A lost answer may have counted as a failed try, and those lock the account. A refused token has not: the gateway
// turned that call away before IAM saw it (enos-api.md 7.5, 3), and IAM's own refusals carry a code of IAM.
const LOG_IN_RETRIES: Retries = { failures: 0, renewals: 1, limits: 0 }
const ENOS_ACCOUNT = 0

/** IAM Log In with an EnOS account (enos-api.md 8.2). */
export async function logIn(
  line: Line,
  { principal, credentials, clientIp }: LogIn,
  options: CallOptions = {},
): Promise<Result<IamSession, LogInFailure>> {
  if (principal.trim() === '') return fail(badInput('principal'))
  const reply = await readCall(
    line,
    {
      operation: 'iam.logIn',
      method: 'POST',
      path: '/enos-iam-service/v2.0/login',
      query: {},
      body: {
        authType: ENOS_ACCOUNT,
        principal,
        credentials,
        ...(clientIp === undefined ? {} : { clientIp }),
      },
      hide: [credentials],
    },
    { priority: 'log_in', ...options },
    LOG_IN_RETRIES,
  )
  if (!reply.ok) return fail(toFailure(reply.error))
  const { body, http, requestId } = reply.value
  const session = parseIamSession(body)
  if (session === null) return fail(unexpectedShape(http))
  return typeof session === 'string'
    ? fail({ kind: 'sign_in', reason: session, code: null, requestId })
    : ok(session)
}

function toFailure(error: GatewayError): LogInFailure {
  if (error.kind !== 'rejected') return error
  const reason = refusalFromCode(error.code)
  return reason === null ? error : { kind: 'sign_in', reason, code: error.code, requestId: error.requestId }
}
