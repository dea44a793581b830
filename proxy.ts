import { type NextRequest, NextResponse } from 'next/server'

const SESSION_COOKIES = ['flowstop.session', '__Host-flowstop.session']
const PUBLIC_PATHS = /^\/(?:sign-in|api)(?:\/|$)/

/** Only looks whether a session cookie is there: pages, routes and actions look up who holds it (lib/people/viewer). */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const path = `${pathname}${search}`
  const isStranger = !SESSION_COOKIES.some((name) => request.cookies.has(name))
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  // A POST is left to reach its action, which answers that nobody is signed in; `/api` answers 401 by itself.
  if (isStranger && isRead && !PUBLIC_PATHS.test(pathname)) {
    const signIn = new URL('/sign-in', request.nextUrl)
    if (path !== '/') signIn.searchParams.set('next', path)
    return NextResponse.redirect(signIn)
  }
  const headers = new Headers(request.headers)
  headers.set('x-flowstop-path', path)
  return NextResponse.next({ request: { headers } })
}

export const config = { matcher: '/((?!_next/|favicon|icon|.*\\.(?:png|svg|ico|webmanifest|txt)$).*)' }
