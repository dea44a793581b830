import { getProviders, signIn } from 'next-auth/react'
import { readRefusal, type SignInRefusal } from '@/lib/shared/sign-in'

export type SignInFailure =
  | SignInRefusal
  | { problem: 'username_missing' | 'password_missing' | 'no_connection'; waitS: null }

function here(problem: Exclude<SignInFailure, SignInRefusal>['problem']): SignInFailure {
  return { problem, waitS: null }
}

type Credentials = { username: string; password: string; next: string }

/** Null when signed in. */
export async function askToSignIn({ username, password, next }: Credentials): Promise<SignInFailure | null> {
  if (username === '') return here('username_missing')
  if (password === '') return here('password_missing')
  try {
    // Without this question `signIn` leaves the page when the server does not answer.
    if ((await getProviders()) === null) return here('no_connection')
    const answer = await signIn('enos', { redirect: false, username, password, callbackUrl: next })
    if (answer === undefined) return readRefusal('unexpected')
    return answer.error ? readRefusal(answer.error) : null
  } catch {
    return here('no_connection')
  }
}
