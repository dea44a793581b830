import 'server-only'
import { NextRequest } from 'next/server'

/** All that our pages ask of next-auth; the rest of what it offers is nobody's business here. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  GET: ['csrf', 'providers', 'session', 'signin', 'error'],
  POST: ['callback/enos', 'signout'],
}
const FORM = 'application/x-www-form-urlencoded'

export type AuthRequest =
  | { ok: true; request: NextRequest; form: URLSearchParams }
  | { ok: false; why: 'not_found' | 'bad_input'; forget?: string }

/**
 * A request as next-auth can take it: a form, and nothing in the address. next-auth ends in a 500 on JSON that is none,
 * and on every address to go back to that it cannot read, also one that it reads from its own cookie.
 */
export async function readAuthRequest(request: NextRequest, parts: readonly string[]): Promise<AuthRequest> {
  const { method, headers } = request
  // What answers GET answers HEAD.
  const routes = ASKED[method === 'HEAD' ? 'GET' : method] ?? []
  if (!routes.includes(parts.join('/'))) return { ok: false, why: 'not_found' }
  const stray = request.cookies.getAll().find(({ name, value }) => isWayBack(name) && !isWebAddress(value))
  if (stray) return { ok: false, why: 'bad_input', forget: stray.name }
  const address = new URL(request.nextUrl.pathname, request.nextUrl.origin)
  if (method !== 'POST')
    return { ok: true, request: new NextRequest(address, { method, headers }), form: new URLSearchParams() }
  if (!headers.get('content-type')?.toLowerCase().startsWith(FORM)) return { ok: false, why: 'bad_input' }
  const body = await request.text()
  const form = new URLSearchParams(body)
  return { ok: true, request: new NextRequest(address, { method, headers, body }), form }
}

function isWayBack(cookie: string): boolean {
  return cookie.endsWith('next-auth.callback-url')
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
