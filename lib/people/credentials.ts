import 'server-only'

const LONGEST = 200

export type Credentials = { username: string; password: string }

/** What was typed, or null where it cannot be an account and its password: EnOS is not asked then. */
export function readCredentials(given: unknown): Credentials | null {
  const { username, password } = Object(given) as Record<string, unknown>
  if (typeof username !== 'string' || typeof password !== 'string') return null
  const name = username.trim()
  if (!fits(name) || !fits(password) || /\p{Cc}/u.test(name)) return null
  return { username: name, password }
}

function fits(text: string): boolean {
  // NUL and half characters are no text that EnOS could compare.
  return text.length > 0 && text.length <= LONGEST && !/\0|\p{Surrogate}/u.test(text)
}
