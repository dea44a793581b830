import { getProviders, signIn } from 'next-auth/react'
import { readRefusal, type SignInRefusal } from '@/lib/shared/sign-in'

export type SignInFailure =
  | SignInRefusal
  | { problem: 'username_missing' | 'password_missing' | 'no_connection'; waitS: null }
  /** `address`: the one at which Flowstop lets people sign in. */
  | { problem: 'foreign_address'; waitS: null; address: string }

function here(problem: 'username_missing' | 'password_missing' | 'no_connection'): SignInFailure {
  return { problem, waitS: null }
}

type Credentials = { username: string; password: string; next: string }

/** Null when signed in. */
export async function askToSignIn({ username, password, next }: Credentials): Promise<SignInFailure | null> {
  if (username === '') return here('username_missing')
  if (password === '') return here('password_missing')
  try {
    // Without this question `signIn` leaves the page when the server does not answer.
    const providers = await getProviders()
    if (providers === null) return here('no_connection')
    const address = ownAddress(providers)
    if (address !== window.location.origin) return { problem: 'foreign_address', waitS: null, address }
    const answer = await signIn('enos', { redirect: false, username, password, callbackUrl: next })
    if (answer === undefined) return readRefusal('unexpected')
    return answer.error ? readRefusal(answer.error) : null
  } catch {
    return here('no_connection')
  }
}

/** What next-auth builds its addresses on is AUTH_URL: a form from any other origin is refused. */
function ownAddress({ enos }: Record<string, { callbackUrl: string }>): string {
  return enos === undefined ? window.location.origin : new URL(enos.callbackUrl).origin
}
