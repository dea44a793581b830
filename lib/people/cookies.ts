import 'server-only'

/** The session cookie. On https its name binds it to this host; `proxy.ts` knows both names. */
export function sessionCookieName(authUrl: string): string {
  return authUrl.startsWith('https:') ? '__Host-flowstop.session' : 'flowstop.session'
}

/** The cookie in which next-auth keeps its token against forged forms. */
export function csrfCookieName(authUrl: string): string {
  return authUrl.startsWith('https:') ? '__Host-next-auth.csrf-token' : 'next-auth.csrf-token'
}
