import 'server-only'
import { readEnv } from '@/lib/env'

/** The operator's text above the sign-in form, if any. */
export function signInNotice(): string | null {
  return readEnv().SIGN_IN_NOTICE ?? null
}
