import 'server-only'
import { createHash } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { readEnv } from '@/lib/env'
import { csrfCookieName } from '@/lib/people/cookies'

/** Whether a form comes from a page of ours, as next-auth 4 finds out: its cookie is `token|sha256(token + secret)`. */
export function isOwnForm(request: NextRequest, form: URLSearchParams): boolean {
  const { AUTH_SECRET, AUTH_URL } = readEnv()
  const [token = '', hash] = request.cookies.get(csrfCookieName(AUTH_URL))?.value.split('|') ?? []
  const expected = createHash('sha256').update(`${token}${AUTH_SECRET}`).digest('hex')
  return hash === expected && form.getAll('csrfToken').at(-1) === token
}
