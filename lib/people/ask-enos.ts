import 'server-only'
import { getGateway } from '@/lib/gateway/configured'
import type { LogInFailure } from '@/lib/gateway/iam'
import type { IamSession } from '@/lib/gateway/iam-session'
import { log } from '@/lib/log'
import { type AdmittedTry, settleAsUntried } from '@/lib/people/tries'
import type { SignInProblem } from '@/lib/shared/sign-in'

type Account = { username: string; password: string; address: string | null }

export type EnosAnswer = { ok: true; session: IamSession } | { ok: false; problem: SignInProblem }

/** The answers that say that the password was wrong, or that there were too many such: the try stays counted. */
const FAILED_TRIES: ReadonlySet<SignInProblem> = new Set(['wrong_password', 'ldap', 'too_many_tries'])

/** Asks IAM Log In once (enos-api.md 8.2), and settles a try that did not fail by its password as not made. */
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
  if (!FAILED_TRIES.has(problem)) {
    await settleAsUntried(admitted).catch((error: unknown) => {
      log.warn({
        event: 'sign_in.try_stays_counted',
        reason: error instanceof Error ? error.message : 'unknown',
      })
    })
  }
  return { ok: false, problem }
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
