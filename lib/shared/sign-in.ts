/** Why nobody was let in: a code for programs; its sentence is `signInErrors.{code}` in the catalogs. */
export const SIGN_IN_PROBLEMS = [
  'bad_input',
  'wrong_password',
  'ldap',
  'password_expired',
  'must_change_password',
  'account_disabled',
  'mfa_required',
  /** EnOS's own limit. */
  'too_many_tries',
  /** Ours: EnOS was not asked. */
  'slowed',
  'enos_unreachable',
  'enos_timeout',
  'enos_limited',
  'enos_refused_keys',
  'database_down',
  'unexpected',
] as const
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number]

/** `waitS`: how long to wait before another try, where that is known. */
export type SignInRefusal = { problem: SignInProblem; waitS: number | null }

const LONGEST_WAIT_S = 3600

/** As one word, because next-auth carries nothing else: `wrong_password`, `slowed:120`. */
export function writeRefusal({ problem, waitS }: SignInRefusal): string {
  return waitS === null ? problem : `${problem}:${waitS}`
}

/** Reads that word back. It may come from an address that somebody has made up. */
export function readRefusal(word: string): SignInRefusal {
  const [code, wait] = word.split(':')
  const problem = SIGN_IN_PROBLEMS.find((one) => one === code) ?? 'unexpected'
  const waitS = /^\d{1,4}$/.test(wait ?? '') ? Math.min(Number(wait), LONGEST_WAIT_S) : null
  return { problem, waitS }
}
