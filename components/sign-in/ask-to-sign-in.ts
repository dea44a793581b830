import { getProviders, signIn } from 'next-auth/react'
import type { Catalog } from '@/messages/catalog'

type RefusalCode = keyof Catalog['signInErrors']
export type SignInFailure = RefusalCode | 'username_missing' | 'password_missing' | 'no_connection'

const REFUSALS = {
  wrong_password: true,
  ldap: true,
  password_expired: true,
  must_change_password: true,
  too_many_tries: true,
  account_disabled: true,
  mfa_required: true,
  enos_unreachable: true,
  enos_timeout: true,
  enos_refused_keys: true,
  unexpected: true,
} satisfies Record<RefusalCode, true>

function isRefusal(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code)
}

export function toFailure(code: string): RefusalCode {
  return isRefusal(code) ? code : 'unexpected'
}

type Credentials = { username: string; password: string; next: string }

/** Null when signed in. */
export async function askToSignIn({ username, password, next }: Credentials): Promise<SignInFailure | null> {
  if (username === '') return 'username_missing'
  if (password === '') return 'password_missing'
  try {
    // Without this question `signIn` leaves the page when the server does not answer.
    if ((await getProviders()) === null) return 'no_connection'
    const answer = await signIn('enos', { redirect: false, username, password, callbackUrl: next })
    if (answer === undefined) return 'unexpected'
    return answer.error ? toFailure(answer.error) : null
  } catch {
    return 'no_connection'
  }
}
