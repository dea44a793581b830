import 'server-only'
import { getGateway } from '@/lib/gateway/configured'
import type { LogInFailure } from '@/lib/gateway/iam'
import type { IamSession } from '@/lib/gateway/iam-session'
import { log } from '@/lib/log'
import { type AdmittedTry, settleAsNoGuess, settleAsUntried } from '@/lib/people/tries'
import type { SignInProblem } from '@/lib/shared/sign-in'

type Account = { username: string; password: string; address: string | null }

export type EnosAnswer = { ok: true; session: IamSession } | { ok: false; problem: SignInProblem }

type Settle = (admitted: AdmittedTry) => Promise<void>

/**
 * What becomes of a try after each answer. The password was wrong, or there were too many such: it stays counted. EnOS
 * judged nothing: it never was. All else EnOS may say without having looked at the password, or having found it right.
 */
const SETTLE = {
  wrong_password: null,
  ldap: null,
  too_many_tries: null,
  enos_unreachable: settleAsUntried,
  enos_timeout: settleAsUntried,
  enos_limited: settleAsUntried,
  enos_refused_keys: settleAsUntried,
  database_down: settleAsUntried,
  bad_input: settleAsUntried,
  slowed: settleAsUntried,
  account_disabled: settleAsNoGuess,
  password_expired: settleAsNoGuess,
  must_change_password: settleAsNoGuess,
  mfa_required: settleAsNoGuess,
  unexpected: settleAsNoGuess,
} as const satisfies Record<SignInProblem, Settle | null>

/** Asks IAM Log In once (enos-api.md 8.2), and settles a try that it refused. */
export async function askEnos(account: Account, admitted: AdmittedTry): Promise<EnosAnswer> {
  const { username, password, address } = account
  const answer = await getGateway().logIn({
    principal: username,
    credentials: password,
    clientIp: address ?? undefined,
  })
  if (answer.ok) return { ok: true, session: answer.value }
  const problem = problemOf(answer.error)
  if (problem === 'enos_refused_keys') reportKeys(answer.error)
  const settle = SETTLE[problem]
  if (settle !== null) await settleIfPossible(admitted, settle)
  return { ok: false, problem }
}

/** Nobody is told anything else because this failed. */
export async function settleIfPossible(admitted: AdmittedTry, settle: Settle): Promise<void> {
  await settle(admitted).catch((error: unknown) => {
    log.warn({
      event: 'sign_in.try_stays_counted',
      reason: error instanceof Error ? error.message : 'unknown',
    })
  })
}

/** For whoever runs Flowstop: nobody can sign in until the keys or their permissions are put right. */
function reportKeys(error: LogInFailure): void {
  if (error.kind !== 'unauthorized') return
  const { code, enosCode, requestId } = error
  log.error({ event: 'sign_in.enos_refused_keys', code, enosCode, requestId })
}

function problemOf(error: LogInFailure): SignInProblem {
  switch (error.kind) {
    case 'unauthorized':
      return 'enos_refused_keys'
    case 'timeout':
      return 'enos_timeout'
    case 'limited':
      return 'enos_limited'
    case 'unreachable':
    case 'gateway_error':
      return 'enos_unreachable'
    case 'bad_input':
      return 'bad_input'
    case 'rejected':
    case 'malformed':
    case 'aborted':
      return 'unexpected'
    case 'sign_in':
      return error.reason
    default:
      return error satisfies never
  }
}
