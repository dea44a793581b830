import { type NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { refuse } from '@/app/api/answer'
import { readAuthOptions } from '@/lib/people/auth-options'
import { readAuthRequest } from '@/lib/people/auth-request'
import { isOwnForm } from '@/lib/people/csrf'
import { endOwnSession } from '@/lib/people/viewer'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  const asked = await readAuthRequest(request, nextauth)
  if (!asked.ok) {
    const { body, status, headers } = refuse({ code: asked.why })
    const refusal = new NextResponse(body, { status, headers })
    if (asked.forget !== undefined) refusal.cookies.delete(asked.forget)
    return refusal
  }
  // Ended before next-auth forgets the cookie: who is told that they are signed out is.
  // For a forged form it forgets nothing.
  if (nextauth[0] === 'signout' && isOwnForm(asked.request, asked.form)) {
    const isEnded = await endOwnSession().then(
      () => true,
      () => false,
    )
    if (!isEnded) return new Response(null, { status: 503 })
  }
  return NextAuth(asked.request as never, context as never, readAuthOptions())
}

export { handle as GET, handle as POST }
