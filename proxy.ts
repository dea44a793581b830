import { type NextRequest, NextResponse } from 'next/server'

const SESSION_COOKIES = ['flowstop.session', '__Host-flowstop.session']
const SIGN_IN = '/sign-in'

/** Only looks whether a session cookie is there: pages, routes and actions look up who holds it (lib/people/viewer). */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const path = `${pathname}${search}`
  const isStranger = !SESSION_COOKIES.some((name) => request.cookies.has(name))
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isStranger && isRead && pathname !== SIGN_IN) {
    const signIn = new URL(SIGN_IN, request.nextUrl)
    if (path !== '/') signIn.searchParams.set('next', path)
    return NextResponse.redirect(signIn)
  }
  const headers = new Headers(request.headers)
  headers.set('x-flowstop-path', path)
  return NextResponse.next({ request: { headers } })
}

// The routes of `/api` and the actions look after themselves, and a proxy costs each call some milliseconds.
export const config = {
  matcher: [
    {
      source: '/((?!_next/|api/|favicon|icon|.*\\.(?:png|svg|ico|webmanifest|txt)$).*)',
      missing: [{ type: 'header', key: 'next-action' }],
    },
  ],
}
