import { type NextRequest, NextResponse } from 'next/server'

const SESSION_COOKIES = ['flowstop.session', '__Host-flowstop.session']
const SIGN_IN = '/sign-in'

/** How a request is refused that `instrumentation.http.ts` did not let pass. */
const REFUSALS: Readonly<Record<string, number>> = {
  bad_address: 400,
  bad_action: 400,
  foreign_origin: 403,
  method_not_allowed: 405,
  length_required: 411,
  too_large: 413,
}

/** Only looks whether a session cookie is there: pages, routes and actions look up who holds it (lib/people/viewer). */
export function proxy(request: NextRequest): NextResponse {
  const door = request.headers.get('x-flowstop-door')
  // Came while the server was starting, before anybody stood at the door: once more.
  if (door === null) return NextResponse.redirect(request.nextUrl)
  if (door !== 'open') return refuse(door, request)
  const { pathname, search } = request.nextUrl
  const path = `${pathname}${search}`
  const isStranger = !SESSION_COOKIES.some((name) => request.cookies.has(name))
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isStranger && isRead && pathname !== SIGN_IN) {
    const signIn = new URL(SIGN_IN, request.nextUrl)
    if (path !== '/') signIn.searchParams.set('next', path)
    return NextResponse.redirect(signIn)
  }
  const policy = pagePolicy(crypto.randomUUID())
  const headers = new Headers(request.headers)
  headers.set('x-flowstop-path', path)
  // Next reads the nonce here and writes it on each script of the page.
  headers.set('content-security-policy', policy)
  return NextResponse.next({ request: { headers }, headers: { 'content-security-policy': policy } })
}

function refuse(code: string, request: NextRequest): NextResponse {
  return new NextResponse(JSON.stringify({ problem: { code } }), {
    status: REFUSALS[code] ?? 400,
    headers: {
      // Next hands the text of a failed action to the page only if it is plain.
      'content-type': request.headers.has('next-action') ? 'text/plain' : 'application/json',
      'cache-control': 'no-store',
      ...(code === 'method_not_allowed' ? { allow: 'GET, HEAD, POST' } : {}),
    },
  })
}

function pagePolicy(nonce: string): string {
  // React's refresh in development evaluates text, and reports to its own socket.
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Elements rendered on the server carry style attributes, which no nonce can allow.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

// The routes of `/api` and the actions look after themselves: a proxy costs each call about a millisecond. It runs
// for them only when `instrumentation.http.ts` did not let them pass.
export const config = {
  matcher: [
    {
      source: '/((?!_next/static/|api(?:/|$)|icon\\.svg$|favicon\\.ico$).*)',
      missing: [{ type: 'header', key: 'next-action' }],
    },
    {
      source: '/(.*)',
      missing: [{ type: 'header', key: 'x-flowstop-door', value: 'open' }],
    },
  ],
}
