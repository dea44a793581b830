import type { SignInFailure } from '@/components/sign-in/ask-to-sign-in'
import type { Translate } from '@/components/translate'

const MINUTE_S = 60

export function failureWords(t: Translate, failure: SignInFailure): string {
  switch (failure.problem) {
    case 'username_missing':
      return t('signIn.usernameMissing')
    case 'password_missing':
      return t('signIn.passwordMissing')
    case 'no_connection':
      return t('signIn.noConnection')
    case 'foreign_address':
      return t('signIn.foreignAddress', { address: failure.address })
    case 'slowed':
      return t('signInErrors.slowed', waitOf(failure.waitS ?? MINUTE_S))
    default:
      return t(`signInErrors.${failure.problem}`)
  }
}

function waitOf(seconds: number): { unit: 'seconds' | 'minutes'; count: number } {
  if (seconds < MINUTE_S) return { unit: 'seconds', count: seconds }
  return { unit: 'minutes', count: Math.ceil(seconds / MINUTE_S) }
}

/** What has to be typed anew. */
export function isPasswordWrong(failure: SignInFailure | null): boolean {
  return failure?.problem === 'wrong_password' || failure?.problem === 'password_missing'
}
