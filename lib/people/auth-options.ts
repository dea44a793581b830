import 'server-only'
import type { AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { readEnv } from '@/lib/env'
import { log } from '@/lib/log'
import { clientAddress } from '@/lib/people/client-address'
import { sessionCookieName } from '@/lib/people/cookies'
import { readCredentials } from '@/lib/people/credentials'
import { peerHeader } from '@/lib/people/peer-header'
import { readSession } from '@/lib/people/sessions'
import { type SignedIn, signIn } from '@/lib/people/sign-in'
import { readSid } from '@/lib/people/viewer'
import { writeRefusal } from '@/lib/shared/sign-in'
import { wayBack } from '@/lib/shared/way-back'

const COOKIE_LIFE_S = 24 * 3600

/** next-auth carries the session id in an encrypted cookie; the session itself is a row of the sessions table. */
export function readAuthOptions(): AuthOptions {
  const { AUTH_SECRET, AUTH_URL } = readEnv()
  const secure = AUTH_URL.startsWith('https:')
  return {
    secret: AUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: COOKIE_LIFE_S },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookieName(AUTH_URL),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    providers: [
      Credentials({
        id: 'enos',
        credentials: { username: { type: 'text' }, password: { type: 'password' } },
        authorize: async (given, { headers = {} }) => {
          const result = await authorize(given, headers)
          // next-auth passes nothing else on to the page.
          if (!result.ok) throw new Error(writeRefusal(result))
          return { id: result.sid, name: result.username }
        },
      }),
    ],
    callbacks: {
      // Only the session id is kept, whatever a browser sends with `update()`.
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${wayBack(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url)}`,
      session: async ({ session, token }) => {
        // A throw here would make next-auth drop the cookie of somebody whose session may well be alive.
        const live = typeof token.sid === 'string' ? await readSession(token.sid).catch(() => null) : null
        if (!live) return { expires: new Date(0).toISOString() }
        return { ...session, user: { name: live.username }, expires: new Date(live.endsAt).toISOString() }
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ event: 'next_auth.error', code, reason: reasonOf(metadata) }),
      warn: (code) => log.debug({ event: 'next_auth.warning', code }),
      debug: () => undefined,
    },
  }
}

async function authorize(given: unknown, headers: Record<string, unknown>): Promise<SignedIn> {
  const credentials = readCredentials(given)
  if (credentials === null) return { ok: false, problem: 'bad_input', waitS: null }
  const text = (name: string): string | null => (typeof headers[name] === 'string' ? headers[name] : null)
  const address = clientAddress({
    peer: text(peerHeader()),
    forwardedFor: text('x-forwarded-for'),
    trustedProxies: readEnv().TRUSTED_PROXIES,
  })
  try {
    return await signIn({ ...credentials, address, replaces: await readSid() })
  } catch (error) {
    log.error({ event: 'sign_in.failed', reason: error instanceof Error ? error.message : 'unknown' })
    return { ok: false, problem: 'unexpected', waitS: null }
  }
}

function reasonOf(metadata: unknown): string {
  return metadata instanceof Error ? metadata.name : 'unknown'
}
