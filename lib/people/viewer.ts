import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { decode } from 'next-auth/jwt'
import { cache } from 'react'
import { readEnv } from '@/lib/env'
import { sessionCookieName } from '@/lib/people/cookies'
import { endSession, type LiveSession, readSession } from '@/lib/people/sessions'

declare const made: unique symbol

/** Who is there. Only this file makes one, so code that takes a Viewer cannot run for nobody. */
export type Viewer = Readonly<LiveSession> & { readonly [made]: true }

/** The person of this request, from the session table; null when nobody is signed in. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const sid = await readSid()
  const session = sid === null ? null : await readSession(sid)
  return session as Viewer | null
})

/** For pages: the person of this request, or a redirect to sign-in that leads back here. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await getViewer()
  if (viewer) return viewer
  const path = (await headers()).get('x-flowstop-path') ?? '/'
  redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}

/** For pages of leads, which for everybody else are like any page that is not there. */
export async function requireLead(): Promise<Viewer> {
  const viewer = await requireViewer()
  if (viewer.role !== 'lead') notFound()
  return viewer
}

/** Ends the session of this request on the server. @throws when the database cannot record that */
export async function endOwnSession(): Promise<void> {
  const sid = await readSid()
  if (sid !== null) await endSession(sid)
}

/** The session id that this request brings, alive or not. */
export async function readSid(): Promise<string | null> {
  const { AUTH_SECRET, AUTH_URL } = readEnv()
  const cookie = (await cookies()).get(sessionCookieName(AUTH_URL))
  if (!cookie) return null
  try {
    const token = await decode({ token: cookie.value, secret: AUTH_SECRET })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}
