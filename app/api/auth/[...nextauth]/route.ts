import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { readAuthOptions } from '@/lib/people/auth-options'
import { endOwnSession } from '@/lib/people/viewer'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  // next-auth lets anybody write to the log there.
  if (nextauth.includes('_log')) return new Response(null, { status: 404 })
  // Ended before next-auth forgets the cookie: who is told that they are signed out is.
  if (request.method === 'POST' && nextauth[0] === 'signout') {
    const isEnded = await endOwnSession().then(
      () => true,
      () => false,
    )
    if (!isEnded) return new Response(null, { status: 503 })
  }
  return NextAuth(request as never, context as never, readAuthOptions())
}

export { handle as GET, handle as POST }
