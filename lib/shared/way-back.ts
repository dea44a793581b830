const ORIGIN = 'http://flowstop.invalid'

/** Where to go after signing in: a path of this site, or the start page when asked for anything else. */
export function wayBack(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/') || next.startsWith('//')) return '/'
  // Browsers read a backslash as a slash and drop tabs and line breaks, so the parsed address decides.
  if (!URL.canParse(next, ORIGIN)) return '/'
  const url = new URL(next, ORIGIN)
  // `/a/..//host` is a path here and another host in an href.
  if (url.origin !== ORIGIN || url.pathname.startsWith('//') || url.pathname === '/sign-in') return '/'
  return `${url.pathname}${url.search}${url.hash}`
}

/** The sign-in page that leads back to `here`, a path of this site with its search. */
export function signInPath(here: string): string {
  return `/sign-in?next=${encodeURIComponent(here)}`
}
